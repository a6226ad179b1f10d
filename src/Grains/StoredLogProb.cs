using System.Text.Json.Serialization;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains;

/// <summary>How likely a token was, as it is kept in a row.</summary>
internal sealed record StoredLogProb
{
    /// <summary>Base64: a token may be a part of a character.</summary>
    [JsonPropertyName("bytes")]
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Of a token that cannot be it is minus infinity, for which JSON has no number.</summary>
    [JsonPropertyName("logprob")]
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public required float LogProb { get; init; }

    [JsonPropertyName("top")]
    public IReadOnlyList<StoredLogProb>? Top { get; init; }
}

/// <summary>Between the vocabulary of sessions and rows.</summary>
internal static class StoredLogProbs
{
    public static IReadOnlyList<StoredLogProb> ToStored(this SessionLogProbs logProbs) => [.. logProbs.Tokens.Select(ToStored)];

    public static SessionLogProbs ToSession(this IReadOnlyList<StoredLogProb> tokens) => new([.. tokens.Select(ToSession)]);

    private static StoredLogProb ToStored(SessionTokenLogProb token) => new()
    {
        Bytes = token.Bytes,
        LogProb = token.LogProb,
        Top = token.Top.IsEmpty ? null : [.. token.Top.Select(ToStored)],
    };

    private static SessionTokenLogProb ToSession(StoredLogProb token) =>
        new(token.Bytes, token.LogProb, [.. (token.Top ?? []).Select(ToSession)]);
}
