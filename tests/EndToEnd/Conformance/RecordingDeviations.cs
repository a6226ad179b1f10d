namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Where our answers differ from OpenAI's recorded ones on purpose, and what of the recordings is not replayed.</summary>
internal static class RecordingDeviations
{
    private const string Tools = "asks for tools, which come later";

    /// <summary>Exchanges that are not sent: recording, or recording and number from 0, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotReplayed { get; } = new Dictionary<string, string>
    {
        ["ChatTests/StructuredOutputsWork"] = "asks for structured output, which comes later",
        ["ChatToolTests/ParallelToolCalls"] = Tools,
        ["ChatToolTests/StructuredOutputs(WithoutSchema,Strict,FailureExpected)"] = Tools,
        ["EmbeddingsTests/EmbeddingFromStringAndEmbeddingFromTokenIdsAreEqual 1"] = "its tokens are of OpenAI's vocabulary",
        ["ResponsesTests/FunctionCallStreamingWorks"] = Tools,
    };

    /// <summary>Differences of the answers.</summary>
    public static IReadOnlyList<Deviation> OnPurpose { get; } =
    [
        new(
            "Response(s|Store)Tests/.*",
            @"\$(\.response)?: (completed_at|frequency_penalty|moderation|presence_penalty|prompt_cache_retention|tool_usage) too",
            "the recording is of 2025; the document, or the recording of 2026, has the key"),
        new("Response(s|Store)Tests/.*", @"\$(\.response)?\.reasoning: context too", "the recording is of 2025; that of 2026 has the key"),
        new("Response(s|Store)Tests/.*", @".*\.input_tokens_details: cache_write_tokens too", "the document has the key"),
        new("EmbeddingsTests/BadOptions", @"\$\.error\.(param|code): String for Null", "the older endpoint names no field; ours always do"),
        new("ResponsesTests/ResponseUsingConversations", @"\$: no billing", "who pays OpenAI; the document has no such key"),
    ];
}
