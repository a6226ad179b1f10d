using System.Text.RegularExpressions;

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
        ["ResponsesTests/FunctionCallStreamingWorks"] = Tools,
    };

    /// <summary>Differences: recording and path as patterns, and why.</summary>
    public static IReadOnlyList<Deviation> OnPurpose { get; } =
    [
    ];
}

/// <summary>A difference on purpose.</summary>
/// <param name="Recording">A pattern of recordings.</param>
/// <param name="Difference">A pattern of differences.</param>
/// <param name="Why">For people.</param>
internal sealed record Deviation(string Recording, string Difference, string Why)
{
    public bool Covers(string recording, string difference) =>
        Regex.IsMatch(recording, $"^{Recording}$") && Regex.IsMatch(difference, $"^{Difference}$");
}
