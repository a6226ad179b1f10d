namespace TenantLLM.Wire.Items;

/// <summary>The kinds of content of the API: those understood here, and those that are refused by name.</summary>
internal static class PartTypes
{
    public const string InputText = "input_text";
    public const string OutputText = "output_text";
    public const string Refusal = "refusal";
    public const string ReasoningText = "reasoning_text";
    public const string SummaryText = "summary_text";

    /// <summary>What an assistant says.</summary>
    public static IReadOnlyList<string> OfAssistant { get; } = [OutputText, Refusal];

    /// <summary>What all others say, and what functions return.</summary>
    public static IReadOnlyList<string> OfInput { get; } = [InputText, "input_image", "input_file", "input_audio"];
}
