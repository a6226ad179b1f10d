using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Wire.Completions;

/// <summary>One answer to a prompt, or what a frame adds to it.</summary>
public sealed record TextChoice
{
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    /// <summary>Counts over all prompts: those of the second follow those of the first.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    [JsonPropertyName("logprobs")]
    public TextLogprobs? Logprobs { get; init; }

    /// <summary>One of <see cref="FinishReasons"/>; in frames null but in the last of the choice.</summary>
    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }
}
