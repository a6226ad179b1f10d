using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Admin;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Between limits on the wire and in the grains.</summary>
internal static class LimitMapping
{
    public static RangeRequest ToGrain(this RateLimitListQuery query) => new(query.Limit, query.After, query.Before);

    public static RateLimitChange ToGrain(this UpdateRateLimitRequest request) =>
        new(request.RequestsPerMinute, request.RequestsPerDay, request.TokensPerMinute);

    public static ModelPermissions ToGrain(this UpdateModelPermissionsRequest request) => new(request.IsAllowList, [.. request.Models]);

    public static ProjectRateLimitObject ToWire(this ProjectRateLimit limit) => new()
    {
        Id = limit.Id,
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
}
