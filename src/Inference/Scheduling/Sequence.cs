using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling.Fairness;

namespace TenantLLM.Inference.Scheduling;

/// <summary>Tokens on their way through the scheduler: one choice of an answer, or one text to embed. All but <see cref="IsCancelled"/>
/// belongs to the scheduler's thread.</summary>
internal abstract class Sequence
{
    private int[] _tokens;

    /// <param name="tenantId">Whose it is.</param>
    /// <param name="conversationId">The conversation it continues; sequences of one make room for each other first.</param>
    /// <param name="tokens">The tokens to begin with, at least one; copied.</param>
    protected Sequence(string tenantId, string conversationId, ReadOnlySpan<int> tokens)
    {
        TenantId = tenantId;
        ConversationId = conversationId;
        _tokens = tokens.ToArray();
        Length = tokens.Length;
    }

    public string TenantId { get; }

    public string ConversationId { get; }

    /// <summary>Its tenant's account, once it is in the queue.</summary>
    public TenantAccount Account { get; set; } = null!;

    /// <summary>Its place in its tenant's queue; null while it does not wait.</summary>
    public LinkedListNode<Sequence>? Waiting { get; set; }

    /// <summary>The decoder's number for it; null while it does not run.</summary>
    public int? Place { get; set; }

    /// <summary>Tokens known: the prompt and what was sampled.</summary>
    public int Length { get; private set; }

    /// <summary>Tokens the decoder holds.</summary>
    public int Held { get; private set; }

    /// <summary>Tokens the decoder has yet to see.</summary>
    public int Pending => Length - Held;

    /// <summary>Tokens the decoder held already when it got its place.</summary>
    public int Reused { get; private set; }

    /// <summary>Tokens it can come to hold.</summary>
    public abstract int MostTokens { get; }

    /// <summary>Whether what others left may be continued, and this one's by others.</summary>
    public abstract bool ReusesPrefix { get; }

    /// <summary>Whether it was in a step that failed, together with others: it is tried again alone.</summary>
    public bool IsSuspect { get; private set; }

    /// <summary>Whether nobody wants it any more; may be set from any thread.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Whether its last update was made.</summary>
    public abstract bool HasEnded { get; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Length);

    /// <summary>Ends it, and whatever it is a part of.</summary>
    public abstract void Fail(GenerationFailure failure);

    /// <summary>Takes a place in the decoder that holds its first tokens already.</summary>
    public virtual void Start(int place, int reused)
    {
        Place = place;
        Held = Reused = reused;
    }

    /// <summary>The next tokens for the decoder; the memory stays as it is until they were decoded.</summary>
    public ReadOnlyMemory<int> Next(int count) => _tokens.AsMemory(Held, count);

    /// <summary>Tokens the decoder holds, for whoever continues them.</summary>
    public ReadOnlyMemory<int> HeldTokens => _tokens.AsMemory(0, Held);

    /// <summary>Notes that the decoder has seen the next tokens.</summary>
    public void Advance(int tokens)
    {
        Held += tokens;
        IsSuspect &= Pending > 0;
    }

    /// <summary>The decoder lost what it held; all tokens are computed again.</summary>
    public void StartOver()
    {
        Held = Reused = 0;
        IsSuspect = true;
    }

    protected void Append(int token)
    {
        if (Length == _tokens.Length)
            Array.Resize(ref _tokens, Math.Max(16, 2 * Length));
        _tokens[Length++] = token;
    }
}
