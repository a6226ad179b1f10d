using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>What a frame adds to a choice.</summary>
public sealed record ChatChunkChoice
{
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    [JsonPropertyName("delta")]
    public required ChatDelta Delta { get; init; }

    [JsonPropertyName("logprobs")]
    public ChatLogprobs? Logprobs { get; init; }

    /// <summary>One of <see cref="FinishReasons"/> in the last frame of the choice, else null.</summary>
    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }
}
