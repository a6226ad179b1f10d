namespace TenantLLM.Storage.Usage;

/// <summary>Money as it is stored: whole 10⁻¹² of the operator's currency, so that a price with six decimals for a million tokens is
/// exact for one token, and sums never round.</summary>
public static class Picounits
{
    private const decimal OfUnit = 1_000_000_000_000;
    private const decimal TokensOfPrice = 1_000_000;

    /// <summary>The price of one token.</summary>
    /// <param name="price">Units for a million tokens, with six decimals at most.</param>
    public static long OfPrice(decimal price) => (long)(price * (OfUnit / TokensOfPrice));

    public static decimal ToUnits(Int128 picounits) => (decimal)picounits / OfUnit;

    /// <summary>Units for a million tokens.</summary>
    public static decimal ToPrice(long picounits) => picounits / (OfUnit / TokensOfPrice);

    /// <summary>What tokens cost; the most there is where it is more.</summary>
    internal static long Of(long tokens, long price) => (long)Int128.Min((Int128)tokens * price, long.MaxValue / 4);
}
