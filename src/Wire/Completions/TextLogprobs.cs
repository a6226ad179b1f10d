using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Completions;

/// <summary>Probabilities of the tokens of a choice: lists of one length.</summary>
/// <param name="Tokens">Their texts; of a part of a character <c>bytes:\xf0\x9f</c>.</param>
/// <param name="TokenLogprobs">The natural logarithms of their probabilities.</param>
/// <param name="TopLogprobs">The likeliest tokens in the place of each by their texts, itself among them.</param>
/// <param name="TextOffset">Where each begins in the choice's text, in Unicode characters.</param>
public sealed record TextLogprobs(
    [property: JsonPropertyName("tokens")] IReadOnlyList<string> Tokens,
    [property: JsonPropertyName("token_logprobs")] IReadOnlyList<float> TokenLogprobs,
    [property: JsonPropertyName("top_logprobs")] IReadOnlyList<IReadOnlyDictionary<string, float>> TopLogprobs,
    [property: JsonPropertyName("text_offset")] IReadOnlyList<int> TextOffset);
