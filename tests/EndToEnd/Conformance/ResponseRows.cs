namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of Responses.</summary>
internal static class ResponseRows
{
    private const string Background = """{"background":true}""";
    private const string History = """
        {"input":[{"role":"developer","content":"Be short."},
        {"type":"message","role":"user","content":[{"type":"input_text","text":"What is 2 and 2?"}]},
        {"type":"function_call","call_id":"call_1","name":"add","arguments":"{}"},
        {"type":"function_call_output","call_id":"call_1","output":"4"},
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"4"}]},{"role":"user","content":"Count to 3."}]}
        """;

    /// <summary>Messages that fit the model each, but not together.</summary>
    private static readonly string TooLong = $$"""
        {"input":[{{string.Join(',', Enumerable.Repeat($$"""{"role":"user","content":"{{new string('a', 500)}}"}""", 8))}}]}
        """;

    private static readonly FieldExample[] PromptExamples =
    [
        new("conversation", "\"{conversation_id}\""),
        new("input", "\"Count to 3.\""),
        new("instructions", "\"Say one word.\""),
        new("model", "\"demo\""),
        new("previous_response_id", "\"{response_id}\""),
    ];

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("POST", "/responses")
        {
            Body = """{"model":"demo","input":"Tell me a story."}""",
            Short = """{"max_output_tokens":16}""",
            Visible = """{"temperature":0,"max_output_tokens":24}""",
            Effect = "/responses/{id}",
            Samples =
            [
                new("plain"),
                new("cut off", """{"max_output_tokens":16}"""),
                new("log-probabilities", """{"include":["message.output_text.logprobs"],"top_logprobs":2,"max_output_tokens":16}"""),
                new("a history of tool calls", History),
                new("of a conversation", """{"conversation":"{conversation_id}","input":"Hi"}"""),
                new("after another", """{"previous_response_id":"{response_id}","instructions":"Be short.","metadata":{"a":"b"}}"""),
                new("in the background", Background),
                new("stream", """{"stream":true}"""),
                new("stream, cut off, with log-probabilities", """
                    {"stream":true,"max_output_tokens":16,"include":["message.output_text.logprobs"],"top_logprobs":2}
                    """),
                new("stream without obfuscation", """{"stream":true,"stream_options":{"include_obfuscation":false}}"""),
                new("stream in the background", """{"stream":true,"background":true}"""),
            ],
            Examples =
            [
                .. PromptExamples,
                new("include", """["message.output_text.logprobs"]"""),
                new("max_output_tokens", "16"),
                new("stream_options", """{"include_obfuscation":false}""", """{"stream":true}"""),
                new("temperature", "1"),
                new("top_p", "0.5", """{"temperature":1}"""),
                new("truncation", "\"auto\"", TooLong),
            ],
        },
        new("GET", "/responses/{response_id}")
        {
            FrameSchema = "ResponseStreamEvent",
            Samples =
            [
                new("plain"),
                new("stream", Query: "?stream=true"),
                new("stream from the middle", Query: "?stream=true&starting_after=3&include_obfuscation=false"),
            ],
            Examples = [new("starting_after", "3", """{"stream":true}"""), new("include_obfuscation", "false", """{"stream":true}""")],
        },
        new("DELETE", "/responses/{response_id}") { Shape = "{id:String,object:String,deleted:Boolean}" },
        new("POST", "/responses/{response_id}/cancel"),
        new("GET", "/responses/{response_id}/input_items")
        {
            Samples = [new("plain"), new("page", Query: "?limit=1&order=asc")],
            Examples = [new("after", "\"{first}\""), new("limit", "1")],
        },
        new("POST", "/responses/input_tokens")
        {
            Body = """{"model":"demo","input":"Tell me a story."}""",
            Samples = [new("plain"), new("a history of tool calls", History), new("after another", """{"previous_response_id":"{response_id}"}""")],
            Examples = PromptExamples,
        },
    ];
}
