namespace TenantLLM.TestKit;

/// <summary>Random test data that is the same in every run: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom
/// number generators", 2014).</summary>
public sealed class SeededGenerator(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="bound"/>, exclusive.</summary>
    public int Next(int bound) => (int)(Next() % (ulong)bound);

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>Some of the items, repeated and in any order.</summary>
    public List<T> Sample<T>(IReadOnlyList<T> items, int most) => [.. Enumerable.Range(0, Next(most + 1)).Select(_ => Pick(items))];

    /// <summary>Cuts a length into pieces, some of them empty.</summary>
    public IEnumerable<Range> Cut(int length)
    {
        for (var start = 0; start < length;)
        {
            var end = Math.Min(length, start + Next(6));
            yield return start..end;
            start = end;
        }
    }

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
