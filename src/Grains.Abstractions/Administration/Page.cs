namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">At most so many.</param>
/// <param name="After">The id to begin after; null: at the first.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.PageRequest")]
public sealed record PageRequest([property: Id(0)] int Limit, [property: Id(1)] string? After);

/// <summary>Some of a list.</summary>
/// <param name="HasMore">Whether there are more behind them.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.Page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] bool HasMore);

/// <summary>Makes pages.</summary>
public static class Pages
{
    /// <param name="items">As many as were asked for, and one more where there are more.</param>
    /// <param name="limit">How many were asked for.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> items, int limit) => new([.. items.Take(limit)], items.Count > limit);
}
