namespace TenantLLM.TestKit.Gguf;

/// <summary>The same numbers in every run: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
public sealed class Noise(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="below"/>, exclusive.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>−1 to 1.</summary>
    public float Symmetric() => (float)((Next() >> 11) * (2.0 / (1L << 53)) - 1);
}
