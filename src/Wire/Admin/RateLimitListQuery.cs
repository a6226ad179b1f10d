using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The query of <c>GET …/rate_limits</c>, checked.</summary>
/// <param name="Limit">1 to 100.</param>
/// <param name="After">The id to begin after; null: at the first.</param>
/// <param name="Before">The id to end before; null: at the last.</param>
public sealed record RateLimitListQuery(int Limit, string? After, string? Before)
{
    private const int MostRows = 100;

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out RateLimitListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(
            query,
            parameters => new RateLimitListQuery(
                (int?)parameters.Integer("limit", 1, MostRows) ?? MostRows, parameters.Text("after"), parameters.Text("before")),
            out error);
        return request is not null;
    }
}
