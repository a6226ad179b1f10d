namespace TenantLLM.Wire.Reading;

/// <summary>Words of settings that some of OpenAI's models have.</summary>
internal static class ModelFields
{
    public static IReadOnlyList<string> Efforts { get; } = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public static IReadOnlyList<string> Verbosities { get; } = ["low", "medium", "high"];
}
