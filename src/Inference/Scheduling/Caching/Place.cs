namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>One of the decoder's sequences: free, run by a <see cref="Sequence"/>, or warm: holding what a finished one left.</summary>
/// <param name="number">The decoder's number for it.</param>
internal sealed class Place(int number)
{
    private ReadOnlyMemory<int> _left;
    private string _tenantId = "";
    private string _conversationId = "";

    public int Number => number;

    /// <summary>Who runs in it; null while it is free or warm.</summary>
    public Sequence? Runs { get; private set; }

    /// <summary>When it was left last; larger is later.</summary>
    public long LastUse { get; private set; }

    public bool IsFree => Runs is null && _left.IsEmpty;

    public bool IsWarm => Runs is null && !_left.IsEmpty;

    /// <summary>Tokens the decoder holds in it.</summary>
    public ReadOnlySpan<int> Tokens => Runs is { } sequence ? sequence.HeldTokens.Span : _left.Span;

    public bool BelongsTo(string tenantId) => (Runs?.TenantId ?? _tenantId) == tenantId;

    /// <summary>Whether the next turn of a conversation may take it over, and forget how the last one went on.</summary>
    public bool IsOf(string conversationId) => IsWarm && _conversationId == conversationId;

    public void Run(Sequence sequence)
    {
        Runs = sequence;
        _left = default;
    }

    /// <summary>Its sequence ends; what the decoder holds stays for the same tenant's next.</summary>
    public void Leave(long use)
    {
        _left = Runs!.HeldTokens;
        _tenantId = Runs.TenantId;
        _conversationId = Runs.ConversationId;
        LastUse = use;
        Runs = null;
    }

    public void Clear()
    {
        Runs = null;
        _left = default;
    }
}
