using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Responses;

/// <summary>Tokens of a response.</summary>
public sealed record ResponseUsage
{
    [JsonPropertyName("input_tokens")]
    public required int InputTokens { get; init; }

    [JsonPropertyName("input_tokens_details")]
    public InputTokensDetails InputTokensDetails { get; init; } = new();

    [JsonPropertyName("output_tokens")]
    public required int OutputTokens { get; init; }

    [JsonPropertyName("output_tokens_details")]
    public OutputTokensDetails OutputTokensDetails { get; init; } = new();

    [JsonPropertyName("total_tokens")]
    public int TotalTokens => InputTokens + OutputTokens;

    /// <param name="input">Tokens of the prompt, cached ones included.</param>
    /// <param name="cached">Those that needed no prefill.</param>
    /// <param name="output">Tokens generated.</param>
    public static ResponseUsage Of(int input, int cached, int output) => new()
    {
        InputTokens = input,
        OutputTokens = output,
        InputTokensDetails = new InputTokensDetails { CachedTokens = cached },
    };
}

/// <summary>Kinds of prompt tokens.</summary>
public sealed record InputTokensDetails
{
    /// <summary>Writing to the prefix cache costs nothing and is not counted. The key is not in the recorded traffic, but the API's
    /// newer document demands it.</summary>
    [JsonPropertyName("cache_write_tokens")]
    public int CacheWriteTokens { get; }

    [JsonPropertyName("cached_tokens")]
    public int CachedTokens { get; init; }
}

/// <summary>Kinds of generated tokens.</summary>
public sealed record OutputTokensDetails
{
    [JsonPropertyName("reasoning_tokens")]
    public int ReasoningTokens { get; init; }
}
