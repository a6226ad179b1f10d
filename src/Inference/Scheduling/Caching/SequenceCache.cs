using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>
/// The decoder's sequences as a cache of prefixes. What a finished sequence leaves stays warm until its place or its tokens are needed
/// by others, least recently used first; then it is swapped out. A new sequence continues the longest prefix of it that its own tenant
/// left or is running: in place where nothing is lost by it, else in a copy. What one tenant left is never looked at for another: the
/// model, its adapter and the secret of the server are one here already, since a cache belongs to one loaded decoder.
/// </summary>
/// <param name="decoder">Whose sequences they are.</param>
/// <param name="swapBytes">Memory for those that had to leave their place.</param>
internal sealed class SequenceCache(IDecoder decoder, long swapBytes) : IDisposable
{
    private readonly Place[] _places = [.. Enumerable.Range(0, decoder.Info.MaxSequences).Select(number => new Place(number))];
    private readonly SequenceSwap _swap = new(decoder, swapBytes);
    private long _reserved;
    private long _uses;

    /// <summary>Tokens of prompts that asked for a prefix, and those of them that were there.</summary>
    public (long Query, long Hit) Prefixes { get; private set; }

    /// <summary>The part of the KV cache that holds tokens, 0 to 1.</summary>
    public double Utilization => (double)_places.Sum(place => (long)place.Length) / decoder.Info.CacheTokens;

    /// <summary>Whether a sequence can run to its end beside those that run.</summary>
    public bool HasRoomFor(Sequence sequence) => _reserved + sequence.MostTokens <= decoder.Info.CacheTokens;

    /// <summary>Gives a sequence a place, with as much of its tokens as can be reused.</summary>
    /// <returns>The place's number and the tokens it holds.</returns>
    public (int Place, int Reused) Acquire(Sequence sequence)
    {
        var (place, reused) = sequence.ReusesPrefix ? Continue(sequence) : (Emptied(LeastUseful()), 0);
        place.Run(sequence);
        _reserved += sequence.MostTokens;
        FreeTokens();
        return (place.Number, reused);
    }

    /// <summary>Takes a sequence's place back.</summary>
    /// <param name="sequence">It has one.</param>
    /// <param name="keep">Whether what the decoder holds of it may be continued.</param>
    public void Release(Sequence sequence, bool keep)
    {
        var place = _places[sequence.Place!.Value];
        _reserved -= sequence.MostTokens;
        if (keep && sequence.ReusesPrefix && sequence.Held > 0)
            place.Leave(++_uses);
        else
            Emptied(place);
        sequence.Place = null;
    }

    /// <summary>Swaps the warm sequence that was left longest ago out where more are warm than the decoder wants beside those that run. One at
    /// a time: it takes time that all who run wait for.</summary>
    /// <param name="anyRuns">Else the last one stays: its next turn may be the next to come.</param>
    /// <returns>Whether there was one.</returns>
    public bool SwapOutSurplus(bool anyRuns)
    {
        if (_places.Count(place => place.Warm is not null) <= Math.Max(decoder.Info.MostWarm, anyRuns ? 0 : 1))
            return false;
        SwapOut(Oldest()!);
        return true;
    }

    /// <summary>The decoder's state of a running sequence is lost or not to be trusted.</summary>
    public void Reset(Sequence sequence) => decoder.Drop(sequence.Place!.Value);

    /// <summary>Empties the warm places of a tenant, and what was swapped out of them.</summary>
    public void Forget(string tenantId)
    {
        foreach (var place in _places.Where(place => place.Warm?.TenantId == tenantId))
            Emptied(place);
        _swap.Forget(tenantId);
    }

    public void Dispose() => _swap.Dispose();

    private (Place Place, int Reused) Continue(Sequence sequence)
    {
        var (source, here) = LongestPrefix(sequence);
        var (swapped, there) = _swap.LongestPrefix(sequence);
        var reused = Math.Max(here, there);
        Prefixes = (Prefixes.Query + sequence.Length, Prefixes.Hit + reused);
        if (swapped is not null && there > here)
        {
            var entry = _swap.Take(swapped);
            var place = LeastUseful();
            _swap.Restore(entry, place, sequence, there);
            return (place, there);
        }

        return source is null ? (Emptied(LeastUseful()), 0) : (Continue(sequence, source, here), here);
    }

    private Place Continue(Sequence sequence, Place source, int shared)
    {
        if (source.Warm?.CanBeContinuedBy(sequence, shared) == true)
        {
            decoder.Truncate(source.Number, shared);
            return source;
        }

        // Its source may be warm, and the least useful itself: then it is on its way out, and a copy of it is kept already.
        var place = LeastUseful();
        if (place == source)
            decoder.Truncate(place.Number, shared);
        else
            decoder.CopyPrefix(source.Number, place.Number, shared);
        return place;
    }

    private (Place? Source, int Shared) LongestPrefix(Sequence sequence)
    {
        Place? best = null;
        var longest = 0;
        foreach (var place in _places)
        {
            var shared = place.Held?.SharedWith(sequence) ?? 0;
            if (shared > longest || (shared == longest && shared > 0 && place.Warm?.CanBeContinuedBy(sequence, shared) == true))
                (best, longest) = (place, shared);
        }

        return (best, longest);
    }

    /// <summary>A place to fill anew: a free one, else the warm one that was left longest ago, whose tokens are swapped out. From here on
    /// it counts as free: whatever comes of filling it, it is not what it was.</summary>
    private Place LeastUseful()
    {
        if (Array.Find(_places, place => place.IsFree) is { } free)
            return free;
        var oldest = Oldest() ?? throw new InvalidOperationException("More sequences run than the decoder can hold.");
        _swap.Keep(oldest);
        oldest.Clear();
        return oldest;
    }

    private Place? Oldest() => _places.Where(place => place.Warm is not null).MinBy(place => place.LastUse);

    /// <summary>Swaps warm sequences out until what runs can come to hold all its tokens.</summary>
    private void FreeTokens()
    {
        var warm = _places.Sum(place => (long)(place.Warm?.Tokens.Length ?? 0));
        while (warm > 0 && _reserved + warm > decoder.Info.CacheTokens)
        {
            var oldest = Oldest()!;
            warm -= oldest.Length;
            SwapOut(oldest);
        }
    }

    /// <summary>Whatever comes of saving it, its place is free.</summary>
    private void SwapOut(Place place)
    {
        try
        {
            _swap.Keep(place);
        }
        finally
        {
            Emptied(place);
        }
    }

    private Place Emptied(Place place)
    {
        place.Clear();
        decoder.Drop(place.Number);
        return place;
    }
}
