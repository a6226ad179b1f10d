namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>Tokens that are computed, and whose they are.</summary>
internal sealed record HeldTokens(string TenantId, string ConversationId, ReadOnlyMemory<int> Tokens)
{
    public static HeldTokens Of(Sequence sequence) => new(sequence.TenantId, sequence.ConversationId, sequence.HeldTokens);

    /// <summary>How many of a sequence's first tokens these are; none of another tenant's. The sequence's last token is left to compute:
    /// what follows it is what is wanted; and the one before it, since decoders compute one token otherwise than several, and a prompt's
    /// numbers should not depend on what is left of it.</summary>
    public int SharedWith(Sequence sequence) =>
        TenantId == sequence.TenantId ? Tokens.Span.CommonPrefixLength(sequence.Tokens[..Math.Max(0, sequence.Length - 2)]) : 0;

    /// <summary>Whether a sequence may go on in their place: nothing is lost by it, or only how the same conversation went on before.</summary>
    public bool CanBeContinuedBy(Sequence sequence, int shared) =>
        shared == Tokens.Length || (shared > 0 && ConversationId == sequence.ConversationId);
}
