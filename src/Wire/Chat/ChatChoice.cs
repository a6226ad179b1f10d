using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>One answer of a completion.</summary>
public sealed record ChatChoice
{
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    [JsonPropertyName("message")]
    public required ChatResponseMessage Message { get; init; }

    [JsonPropertyName("logprobs")]
    public ChatLogprobs? Logprobs { get; init; }

    /// <summary>One of <see cref="FinishReasons"/>.</summary>
    [JsonPropertyName("finish_reason")]
    public required string FinishReason { get; init; }
}
