using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Wire.Items;

/// <summary>A token of an output text, and the most likely ones in its place.</summary>
/// <param name="Token">Its text.</param>
/// <param name="Bytes">Its bytes, which may be a part of a character; empty for a token that stands for none (Chat says null).</param>
/// <param name="Logprob">The natural logarithm of its probability.</param>
/// <param name="TopLogprobs">The most likely tokens, likeliest first.</param>
public sealed record OutputLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int> Bytes,
    [property: JsonPropertyName("logprob")] float Logprob,
    [property: JsonPropertyName("top_logprobs")] IReadOnlyList<OutputTopLogprob> TopLogprobs)
{
    /// <param name="bytes">What the token stands for.</param>
    /// <param name="logprob">The natural logarithm of its probability.</param>
    /// <param name="top">The most likely tokens, likeliest first.</param>
    public static OutputLogprob Of(ReadOnlySpan<byte> bytes, float logprob, IReadOnlyList<OutputTopLogprob> top) =>
        new(TokenBytes.Text(bytes), TokenBytes.Numbers(bytes) ?? [], TokenBytes.Logprob(logprob), top);
}

/// <summary>A token that could have been sampled; the fields are those of <see cref="OutputLogprob"/>.</summary>
public sealed record OutputTopLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int> Bytes,
    [property: JsonPropertyName("logprob")] float Logprob)
{
    /// <inheritdoc cref="OutputLogprob.Of"/>
    public static OutputTopLogprob Of(ReadOnlySpan<byte> bytes, float logprob) =>
        new(TokenBytes.Text(bytes), TokenBytes.Numbers(bytes) ?? [], TokenBytes.Logprob(logprob));
}
