using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>Probabilities of the tokens of a choice.</summary>
public sealed record ChatLogprobs(
    [property: JsonPropertyName("content")] IReadOnlyList<ChatTokenLogprob>? Content,
    [property: JsonPropertyName("refusal")] IReadOnlyList<ChatTokenLogprob>? Refusal);

/// <summary>A token that was sampled, and the most likely ones in its place.</summary>
public sealed record ChatTokenLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("logprob")] double Logprob,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int>? Bytes,
    [property: JsonPropertyName("top_logprobs")] IReadOnlyList<ChatTopLogprob> TopLogprobs);

/// <summary>A token that could have been sampled.</summary>
public sealed record ChatTopLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("logprob")] double Logprob,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int>? Bytes);
