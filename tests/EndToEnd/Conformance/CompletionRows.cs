namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of the older Completions, and of Embeddings.</summary>
internal static class CompletionRows
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("POST", "/completions")
        {
            Body = """{"model":"demo","prompt":"Once upon a time"}""",
            Short = """{"max_tokens":2}""",
            Visible = """{"temperature":1,"seed":7,"max_tokens":24}""",
            FrameSchema = "CreateCompletionResponse",
            Samples =
            [
                new("plain"),
                new("several prompts with log-probabilities", """{"prompt":["One","Two"],"n":2,"logprobs":2}"""),
                new("echo", """{"echo":true}"""),
                new("tokens", """{"prompt":[60,61,62]}"""),
                new("arrays of tokens", """{"prompt":[[60,61],[62]]}"""),
                new("the best of three", """{"best_of":3,"max_tokens":4}"""),
                new("stream", """{"stream":true}"""),
                new("stream with usage", """{"stream":true,"stream_options":{"include_usage":true}}"""),
                new("stream of several prompts with log-probabilities", """{"stream":true,"prompt":["One","Two"],"n":2,"logprobs":2}"""),
            ],
            Examples =
            [
                new("best_of", "3", """{"logprobs":1}"""),
                new("frequency_penalty", "2"),
                new("logit_bias", """{"60":100}"""),
                new("max_tokens", "1"),
                new("presence_penalty", "2"),
                new("prompt", "\"One\""),
                new("seed", "1"),
                new("stop", "\"e\""),
                new("stream_options", """{"include_usage":true}""", """{"stream":true}"""),
                new("temperature", "0"),
                new("top_p", "0.01"),
            ],
        },
        new("POST", "/embeddings")
        {
            Body = """{"model":"demo","input":"Hello"}""",
            Samples =
            [
                new("plain"),
                new("several texts", """{"input":["One","Two"]}"""),
                new("tokens", """{"input":[60,61,62]}"""),
                new("arrays of tokens, in base64, of few dimensions", """{"input":[[60,61],[62]],"encoding_format":"base64","dimensions":8}"""),
            ],
            Examples = [new("dimensions", "8"), new("input", "\"Two\"")],
        },
    ];
}
