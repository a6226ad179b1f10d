using CsCheck;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Choices by a generator of CsCheck: the same seed makes the same ones.</summary>
internal static class RandomExtensions
{
    public static T Next<T>(this PCG random, Gen<T> values) => values.Generate(random, null, out _);

    public static T Pick<T>(this PCG random, IReadOnlyList<T> items) => items[(int)random.Next((uint)items.Count)];

    /// <summary>True once in so many times.</summary>
    public static bool OneIn(this PCG random, uint times) => random.Next(times) == 0;
}
