namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>How likely the tokens of a text were.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionLogProbs")]
public sealed record SessionLogProbs([property: Id(0)] ImmutableArray<SessionTokenLogProb> Tokens);

/// <summary>How likely a token was under the model's own distribution.</summary>
/// <param name="Bytes">The bytes it stands for, which may be part of a character; none for a control token.</param>
/// <param name="LogProb">The natural logarithm of its probability.</param>
/// <param name="Top">The likeliest tokens at its place, likeliest first, without such of their own.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionTokenLogProb")]
public sealed record SessionTokenLogProb(
    [property: Id(0)] ReadOnlyMemory<byte> Bytes,
    [property: Id(1)] float LogProb,
    [property: Id(2)] ImmutableArray<SessionTokenLogProb> Top);
