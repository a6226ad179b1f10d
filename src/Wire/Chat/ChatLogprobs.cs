using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>Probabilities of the tokens of a choice.</summary>
public sealed record ChatLogprobs(
    [property: JsonPropertyName("content")] IReadOnlyList<ChatTokenLogprob>? Content,
    [property: JsonPropertyName("refusal")] IReadOnlyList<ChatTokenLogprob>? Refusal)
{
    /// <summary>Of the first frame of a choice: asked for, and none yet.</summary>
    public static ChatLogprobs None { get; } = new([], null);
}

/// <summary>A token that was sampled, and the most likely ones in its place.</summary>
/// <param name="Token">Its text: see <see cref="TokenBytes.Text"/>.</param>
/// <param name="Logprob">The natural logarithm of its probability: see <see cref="TokenBytes.Logprob"/>.</param>
/// <param name="Bytes">Its bytes, which may be a part of a character; null for a token that stands for none.</param>
/// <param name="TopLogprobs">The most likely tokens, likeliest first.</param>
public sealed record ChatTokenLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("logprob")] float Logprob,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int>? Bytes,
    [property: JsonPropertyName("top_logprobs")] IReadOnlyList<ChatTopLogprob> TopLogprobs)
{
    /// <param name="bytes">What the token stands for.</param>
    /// <param name="logprob">The natural logarithm of its probability.</param>
    /// <param name="top">The most likely tokens, likeliest first.</param>
    public static ChatTokenLogprob Of(ReadOnlySpan<byte> bytes, float logprob, IReadOnlyList<ChatTopLogprob> top) =>
        new(TokenBytes.Text(bytes), TokenBytes.Logprob(logprob), TokenBytes.Numbers(bytes), top);
}

/// <summary>A token that could have been sampled; the fields are those of <see cref="ChatTokenLogprob"/>.</summary>
public sealed record ChatTopLogprob(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("logprob")] float Logprob,
    [property: JsonPropertyName("bytes")] IReadOnlyList<int>? Bytes)
{
    /// <inheritdoc cref="ChatTokenLogprob.Of"/>
    public static ChatTopLogprob Of(ReadOnlySpan<byte> bytes, float logprob) =>
        new(TokenBytes.Text(bytes), TokenBytes.Logprob(logprob), TokenBytes.Numbers(bytes));
}
