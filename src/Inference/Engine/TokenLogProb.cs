using System.Collections.Immutable;

namespace TenantLLM.Inference.Engine;

/// <summary>How likely a token was under the model's own distribution, before temperature and every other option.</summary>
/// <param name="Bytes">The bytes it stands for, which may be part of a character; a control token's name.</param>
/// <param name="LogProb">The natural logarithm of its probability.</param>
public sealed record TokenLogProb(ReadOnlyMemory<byte> Bytes, float LogProb)
{
    /// <summary>The likeliest tokens at its place, likeliest first: as many as were asked for.</summary>
    public ImmutableArray<TokenLogProb> Top { get; init; } = [];
}
