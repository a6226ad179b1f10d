namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of Chat Completions.</summary>
internal static class ChatRows
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("POST", "/chat/completions")
        {
            Body = """{"model":"demo","messages":[{"role":"user","content":"Tell me a story."}]}""",
            Effect = "/chat/completions/{id}",
            Short = """{"max_completion_tokens":2}""",
            Visible = """{"temperature":1,"seed":7,"max_completion_tokens":24}""",
            Samples =
            [
                new("plain"),
                new("choices with log-probabilities", """{"n":2,"logprobs":true,"top_logprobs":2,"max_completion_tokens":4}"""),
                new("stored, with metadata", """{"store":true,"metadata":{"topic":"test"},"max_completion_tokens":4}"""),
                new("a history of tool calls", """
                    {"messages":[{"role":"developer","content":"Be short."},{"role":"user","content":[{"type":"text","text":"Hi"}]},
                    {"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                    {"role":"tool","tool_call_id":"call_1","content":"4"},{"role":"user","content":"Count to 3."}]}
                    """),
                new("stream", """{"stream":true}"""),
                new("stream with usage", """{"stream":true,"stream_options":{"include_usage":true}}"""),
                new("stream without obfuscation", """{"stream":true,"stream_options":{"include_obfuscation":false}}"""),
                new("stream of choices with log-probabilities", """
                    {"stream":true,"n":2,"logprobs":true,"top_logprobs":2,"max_completion_tokens":4}
                    """),
            ],
            Examples =
            [
                new("frequency_penalty", "2"),
                new("metadata", """{"topic":"test"}""", """{"store":true}"""),
                new("logit_bias", """{"60":100}"""),
                new("max_completion_tokens", "1"),
                new("max_tokens", "1", """{"max_completion_tokens":null}"""),
                new("messages", """[{"role":"user","content":"Count to 3."}]"""),
                new("model", "\"demo\""),
                new("presence_penalty", "2"),
                new("seed", "1"),
                new("stop", "\"e\""),
                new("stream_options", """{"include_usage":true}""", """{"stream":true}"""),
                new("temperature", "0"),
                new("top_logprobs", "2", """{"logprobs":true}"""),
                new("top_p", "0.01"),
            ],
        },
    ];
}
