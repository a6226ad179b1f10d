using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>Warm sequences that had to leave their place, in memory of their own: putting one back costs a copy, which is a hundredth of
/// a prefill. The one used longest ago is forgotten first.</summary>
/// <param name="decoder">Whose they are.</param>
/// <param name="capacity">Bytes they may take.</param>
internal sealed class SequenceSwap(IDecoder decoder, long capacity) : IDisposable
{
    private readonly LinkedList<(HeldTokens Held, SavedSequence Saved)> _swapped = [];

    /// <summary>Bytes they take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Keeps what a warm place holds, as far as there is room.</summary>
    public void Keep(Place place)
    {
        if (capacity > 0)
            Add(place.Warm!, decoder.Save(place.Number, place.Warm!.Tokens.Length));
    }

    /// <summary>What begins most like a sequence.</summary>
    public (LinkedListNode<(HeldTokens Held, SavedSequence Saved)>? Entry, int Shared) LongestPrefix(Sequence sequence)
    {
        LinkedListNode<(HeldTokens, SavedSequence)>? best = null;
        var longest = 0;
        for (var node = _swapped.First; node is not null; node = node.Next)
        {
            var shared = node.Value.Held.SharedWith(sequence);
            if (shared > longest)
                (best, longest) = (node, shared);
        }

        return (best, longest);
    }

    /// <summary>Takes an entry out, so that it stays whole while another is put in.</summary>
    public (HeldTokens Held, SavedSequence Saved) Take(LinkedListNode<(HeldTokens Held, SavedSequence Saved)> entry)
    {
        _swapped.Remove(entry);
        Bytes -= entry.Value.Saved.Bytes;
        return entry.Value;
    }

    /// <summary>Puts the tokens that an entry shares with a sequence into a place. The entry is kept where it has others that another
    /// conversation may still want.</summary>
    public void Restore((HeldTokens Held, SavedSequence Saved) entry, Place place, Sequence sequence, int shared)
    {
        decoder.Restore(place.Number, entry.Saved);
        decoder.Truncate(place.Number, shared);
        if (entry.Held.CanBeContinuedBy(sequence, shared))
            entry.Saved.Dispose();
        else
            Add(entry.Held, entry.Saved);
    }

    /// <summary>Drops what is a tenant's.</summary>
    public void Forget(string tenantId)
    {
        for (var node = _swapped.First; node is not null;)
        {
            var entry = node;
            node = node.Next;
            if (entry.Value.Held.TenantId == tenantId)
                Take(entry).Saved.Dispose();
        }
    }

    public void Dispose()
    {
        while (_swapped.First is { } first)
            Take(first).Saved.Dispose();
    }

    private void Add(HeldTokens held, SavedSequence saved)
    {
        _swapped.AddLast((held, saved));
        Bytes += saved.Bytes;
        while (Bytes > capacity)
            Take(_swapped.First!).Saved.Dispose();
    }
}
