using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Responses;

/// <summary>The conversation a response belongs to.</summary>
public sealed record ResponseConversation([property: JsonPropertyName("id")] string Id);

/// <summary>How a response reasons.</summary>
public sealed record ResponseReasoning([property: JsonPropertyName("effort"), JsonPropertyOrder(1)] string? Effort)
{
    [JsonPropertyName("context")]
    public string? Context { get; }

    [JsonPropertyName("summary")]
    [JsonPropertyOrder(2)]
    public string? Summary { get; }
}

/// <summary>What a response's text is like.</summary>
public sealed record ResponseText
{
    /// <summary>Free text of usual length.</summary>
    public static ResponseText Plain { get; } = new();

    [JsonPropertyName("format")]
    public ResponseTextFormat Format { get; } = new();

    [JsonPropertyName("verbosity")]
    public string Verbosity { get; } = "medium";
}

/// <summary>The form of a response's text.</summary>
public sealed record ResponseTextFormat
{
    [JsonPropertyName("type")]
    public string Type { get; } = "text";
}

/// <summary>The words of <c>truncation</c>.</summary>
internal static class Truncations
{
    /// <summary>The oldest items may be left out of a prompt that is too long.</summary>
    public const string Auto = "auto";
    public const string Disabled = "disabled";

    public static IReadOnlyList<string> All { get; } = [Auto, Disabled];
}
