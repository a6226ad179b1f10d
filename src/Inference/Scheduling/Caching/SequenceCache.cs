using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Scheduling.Caching;

/// <summary>
/// The decoder's sequences as a cache of prefixes. What a finished sequence leaves stays warm until its place or its tokens are needed
/// by others, least recently used first. A new sequence continues the longest prefix of it that its own tenant left or is running:
/// in place where nothing is lost by it, else in a copy. What one tenant left is never looked at for another: the model, its adapter
/// and the secret of the server are one here already, since a cache belongs to one loaded decoder.
/// </summary>
internal sealed class SequenceCache(IDecoder decoder)
{
    private readonly Place[] _places = [.. Enumerable.Range(0, decoder.Info.MaxSequences).Select(number => new Place(number))];
    private long _reserved;
    private long _uses;

    /// <summary>Tokens of prompts that asked for a prefix, and those of them that were there.</summary>
    public (long Query, long Hit) Prefixes { get; private set; }

    /// <summary>The part of the KV cache that holds tokens, 0 to 1.</summary>
    public double Utilization => (double)_places.Sum(place => (long)place.Tokens.Length) / decoder.Info.CacheTokens;

    /// <summary>Whether a sequence can run to its end beside those that run.</summary>
    public bool HasRoomFor(Sequence sequence) => _reserved + sequence.MostTokens <= decoder.Info.CacheTokens;

    /// <summary>Gives a sequence a place, with as much of its tokens as can be reused; at least its last token is left to compute.</summary>
    /// <returns>The place's number and the tokens it holds.</returns>
    public (int Place, int Reused) Acquire(Sequence sequence)
    {
        var (source, shared) = sequence.ReusesPrefix ? LongestPrefix(sequence) : (null, 0);
        if (sequence.ReusesPrefix)
            Prefixes = (Prefixes.Query + sequence.Length, Prefixes.Hit + shared);
        var place = source is not null && CanContinue(source, shared, sequence) ? source : LeastUseful();
        if (place == source)
            decoder.Truncate(place.Number, shared);
        else if (source is not null)
            decoder.CopyPrefix(source.Number, place.Number, shared);
        else
            decoder.Drop(place.Number);
        place.Run(sequence);
        _reserved += sequence.MostTokens;
        FreeTokens();
        return (place.Number, shared);
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
            Forget(place);
        sequence.Place = null;
    }

    /// <summary>The decoder's state of a running sequence is lost or not to be trusted.</summary>
    public void Reset(Sequence sequence) => decoder.Drop(sequence.Place!.Value);

    private (Place? Source, int Shared) LongestPrefix(Sequence sequence)
    {
        var wanted = sequence.Tokens[..^1];
        Place? best = null;
        var longest = 0;
        foreach (var place in _places)
        {
            if (!place.BelongsTo(sequence.TenantId))
                continue;
            var shared = place.Tokens.CommonPrefixLength(wanted);
            if (shared > longest || (shared == longest && shared > 0 && CanContinue(place, shared, sequence)))
                (best, longest) = (place, shared);
        }

        return (best, longest);
    }

    private static bool CanContinue(Place place, int shared, Sequence sequence) =>
        place.IsWarm && (shared == place.Tokens.Length || place.IsOf(sequence.ConversationId));

    /// <summary>A place to fill anew: a free one, else the warm one that was left longest ago.</summary>
    private Place LeastUseful()
    {
        Place? oldest = null;
        foreach (var place in _places)
        {
            if (place.IsFree)
                return place;
            if (place.IsWarm && (oldest is null || place.LastUse < oldest.LastUse))
                oldest = place;
        }

        return oldest ?? throw new InvalidOperationException("More sequences run than the decoder can hold.");
    }

    /// <summary>Forgets warm sequences until what runs can come to hold all its tokens.</summary>
    private void FreeTokens()
    {
        var warm = _places.Where(place => place.IsWarm).Sum(place => (long)place.Tokens.Length);
        while (warm > 0 && _reserved + warm > decoder.Info.CacheTokens)
        {
            var oldest = _places.Where(place => place.IsWarm).MinBy(place => place.LastUse)!;
            warm -= oldest.Tokens.Length;
            Forget(oldest);
        }
    }

    private void Forget(Place place)
    {
        place.Clear();
        decoder.Drop(place.Number);
    }
}
