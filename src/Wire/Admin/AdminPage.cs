using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The id to begin after; null: at the first.</param>
public sealed record AdminPage(int Limit, string? After)
{
    private const int DefaultLimit = 20;
    private const int MostRows = 100;

    internal static AdminPage Read(QueryReader parameters) =>
        new((int?)parameters.Integer("limit", 1, MostRows) ?? DefaultLimit, parameters.Text("after"));
}
