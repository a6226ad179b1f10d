using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>Tokens of a completion.</summary>
public sealed record CompletionUsage
{
    [JsonPropertyName("prompt_tokens")]
    public required int PromptTokens { get; init; }

    [JsonPropertyName("completion_tokens")]
    public required int CompletionTokens { get; init; }

    [JsonPropertyName("total_tokens")]
    public int TotalTokens => PromptTokens + CompletionTokens;

    [JsonPropertyName("prompt_tokens_details")]
    public PromptTokensDetails PromptTokensDetails { get; init; } = new();

    [JsonPropertyName("completion_tokens_details")]
    public CompletionTokensDetails CompletionTokensDetails { get; init; } = new();

    /// <param name="prompt">Tokens of the prompt, cached ones included.</param>
    /// <param name="cached">Those that needed no prefill.</param>
    /// <param name="completion">Tokens generated.</param>
    public static CompletionUsage Of(int prompt, int cached, int completion) => new()
    {
        PromptTokens = prompt,
        CompletionTokens = completion,
        PromptTokensDetails = new PromptTokensDetails { CachedTokens = cached },
    };
}
