using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Responses;

/// <summary>What OpenAI's own tools used: there are none here, and the keys are always there.</summary>
public sealed record ToolUsage
{
    public static ToolUsage None { get; } = new();

    [JsonPropertyName("image_gen")]
    public ImageGenerationUsage ImageGeneration { get; } = new();

    [JsonPropertyName("web_search")]
    public WebSearchUsage WebSearch { get; } = new();
}

/// <summary>Tokens of images.</summary>
public sealed record ImageGenerationUsage
{
    [JsonPropertyName("input_tokens")]
    public int InputTokens { get; }

    [JsonPropertyName("input_tokens_details")]
    public ImageTokensDetails InputTokensDetails { get; } = new();

    [JsonPropertyName("output_tokens")]
    public int OutputTokens { get; }

    [JsonPropertyName("output_tokens_details")]
    public ImageTokensDetails OutputTokensDetails { get; } = new();

    [JsonPropertyName("total_tokens")]
    public int TotalTokens { get; }
}

/// <summary>Kinds of tokens of images.</summary>
public sealed record ImageTokensDetails
{
    [JsonPropertyName("image_tokens")]
    public int ImageTokens { get; }

    [JsonPropertyName("text_tokens")]
    public int TextTokens { get; }
}

/// <summary>Searches in the web.</summary>
public sealed record WebSearchUsage
{
    [JsonPropertyName("num_requests")]
    public int Requests { get; }
}
