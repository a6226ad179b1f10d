namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>One of the decoder's sequences: free, run by a <see cref="Sequence"/>, or warm: holding what a finished one left.</summary>
/// <param name="number">The decoder's number for it.</param>
internal sealed class Place(int number)
{
    private Sequence? _runs;

    public int Number => number;

    /// <summary>What a finished sequence left; null while it is free or runs.</summary>
    public HeldTokens? Warm { get; private set; }

    /// <summary>When it was left last; larger is later.</summary>
    public long LastUse { get; private set; }

    public bool IsFree => _runs is null && Warm is null;

    /// <summary>Tokens the decoder holds in it; null where it holds none.</summary>
    public HeldTokens? Held => _runs is { Held: > 0 } ? HeldTokens.Of(_runs) : Warm;

    public int Length => _runs?.Held ?? Warm?.Tokens.Length ?? 0;

    public void Run(Sequence sequence)
    {
        _runs = sequence;
        Warm = null;
    }

    /// <summary>Its sequence ends; what the decoder holds stays for the same tenant's next.</summary>
    public void Leave(long use)
    {
        Warm = HeldTokens.Of(_runs!);
        LastUse = use;
        _runs = null;
    }

    public void Clear()
    {
        _runs = null;
        Warm = null;
    }
}
