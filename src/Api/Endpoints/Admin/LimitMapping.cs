using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Admin;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Between limits on the wire and in the grains.</summary>
internal static class LimitMapping
{
    /// <summary>An id that is none keeps its place in the order.</summary>
    public static RangeRequest ToGrain(this RateLimitListQuery query) => new(query.Limit, ModelOf(query.After), ModelOf(query.Before));

    public static RateLimitChange ToGrain(this UpdateRateLimitRequest request) =>
        new(request.RequestsPerMinute, request.RequestsPerDay, request.TokensPerMinute);

    public static ModelPermissions ToGrain(this UpdateModelPermissionsRequest request) => new(request.IsAllowList, [.. request.Models]);

    public static ProjectRateLimitObject ToWire(this ProjectRateLimit limit) => new()
    {
        Model = limit.Model,
        RequestsPerMinute = limit.RequestsPerMinute ?? AdminLimits.LargestRate,
        TokensPerMinute = limit.TokensPerMinute ?? AdminLimits.LargestRate,
        RequestsPerDay = limit.RequestsPerDay,
    };

    public static ModelPermissionsObject ToWire(this ModelPermissions permissions) => new()
    {
        Mode = permissions.IsAllowList ? ModelPermissionsObject.AllowList : ModelPermissionsObject.DenyList,
        Models = permissions.Models,
    };

    public static SpendLimitObject ToWire(this SpendLimit limit) => new()
    {
        Amount = limit.Cents,
        Enforcement = new SpendLimitEnforcement(limit.IsSpent ? "enforcing" : "inactive"),
    };

    private static string? ModelOf(string? id) => id is null ? null : ProjectRateLimitObject.ModelOf(id) ?? id;
}
