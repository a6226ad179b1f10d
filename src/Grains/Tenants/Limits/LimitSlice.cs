namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>A part of limits; null where there is none to take from.</summary>
internal readonly record struct LimitSlice(long? Requests, long? Tokens, long? Places)
{
    /// <summary>A lease is this part of a limit.</summary>
    private const int Parts = 8;

    /// <summary>No limit at all.</summary>
    public static LimitSlice Unlimited => default;

    /// <summary>The part of a limit that may be leased; 0: too little is left of it to give any away.</summary>
    public static long? Of(long? limit, long? left) => limit is { } all ? (2 * left < all ? 0 : all / Parts) : null;

    /// <summary>Whether anything can be done with it.</summary>
    public bool IsUseful => Requests is not 0 && Tokens is not 0 && Places is not 0;

    public LimitSlice AtMost(LimitSlice other) =>
        new(Least(Requests, other.Requests), Least(Tokens, other.Tokens), Least(Places, other.Places));

    private static long? Least(long? one, long? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}
