namespace TenantLLM.Inference.Sampling;

/// <summary>
/// Random numbers that are a function of (seed, choice, position) and of nothing before: the same seed gives the same text
/// whatever else is in the batch, and a generation that is continued elsewhere draws the same numbers there.
/// The mixing function is SplitMix64's finalizer (Steele, Lea, Flood, OOPSLA 2014), applied once a component.
/// </summary>
internal static class CounterRandom
{
    /// <summary>A uniform number in [0, 1), of 53 random bits.</summary>
    public static double Uniform(long seed, int choice, int position)
    {
        var bits = Mix(Mix(Mix((ulong)seed) + (ulong)choice) + (ulong)position);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
