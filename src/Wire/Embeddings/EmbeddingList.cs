using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Embeddings;

/// <summary>The answer to <c>POST /v1/embeddings</c>.</summary>
public sealed record EmbeddingList
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "list";

    [JsonPropertyName("data")]
    public required IReadOnlyList<EmbeddingObject> Data { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("usage")]
    public required EmbeddingUsage Usage { get; init; }
}

/// <summary>The embedding of one input.</summary>
public sealed record EmbeddingObject
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "embedding";

    [JsonPropertyName("index")]
    public required int Index { get; init; }

    [JsonPropertyName("embedding")]
    [JsonConverter(typeof(EmbeddingVectorConverter))]
    public required EmbeddingVector Embedding { get; init; }
}

/// <summary>Tokens of all inputs.</summary>
public sealed record EmbeddingUsage([property: JsonPropertyName("prompt_tokens")] int PromptTokens)
{
    [JsonPropertyName("total_tokens")]
    public int TotalTokens => PromptTokens;
}
