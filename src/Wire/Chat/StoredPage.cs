using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>Which page of a list of the Chat API is wanted.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="IsDescending">Newest first; these lists begin with the oldest unless told otherwise.</param>
/// <param name="After">The id to begin after, in that order.</param>
public sealed record StoredPage(int Limit, bool IsDescending, string? After)
{
    private const int DefaultLimit = 20;
    private const int MostRows = 100;

    internal static StoredPage Read(QueryReader parameters) => new(
        (int?)parameters.Integer("limit", 1, MostRows) ?? DefaultLimit,
        parameters.Choice("order", ["asc", "desc"]) == "desc",
        parameters.Text("after"));
}
