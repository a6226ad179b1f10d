using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;

namespace TenantLLM.ServiceDefaults.Dashboards;

/// <summary>Orleans' dashboard, where <c>Dashboard:Enabled</c> asks for it: silos measure, Api nodes show.</summary>
public static class DashboardExtensions
{
    private const string Route = "/dashboard";

    public static ISiloBuilder AddConfiguredDashboard(this ISiloBuilder silo) =>
        silo.Configuration.IsDashboardOn() ? silo.AddDashboard(HideLog) : silo;

    public static IClientBuilder AddConfiguredDashboard(this IClientBuilder client) =>
        client.Configuration.IsDashboardOn() ? client.AddDashboard(HideLog) : client;

    /// <summary>Maps it for those whom a policy lets in.</summary>
    public static void MapConfiguredDashboard(this IEndpointRouteBuilder routes, string policy)
    {
        if (routes.ServiceProvider.GetRequiredService<IConfiguration>().IsDashboardOn())
            routes.MapOrleansDashboard(Route).RequireAuthorization(policy);
    }

    // The log is where operators have it already.
    private static void HideLog(DashboardOptions dashboard) => dashboard.HideTrace = true;

    private static bool IsDashboardOn(this IConfiguration configuration) =>
        configuration.GetSection(ClusterDashboardOptions.Section).Get<ClusterDashboardOptions>() is { Enabled: true };
}
