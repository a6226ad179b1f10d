using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults.Health;

public static class HealthExtensions
{
    /// <summary>Adds what tells how the process is. Its parts add checks of their own: one that is unhealthy takes the process out of service, one
    /// that is degraded is told to operators alone.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProcessHealthCheck>();
        builder.Services.AddSingleton<HealthReports>();
        builder.Services.AddHealthChecks().AddCheck<ProcessHealthCheck>(ProcessHealthCheck.Name);
        return builder;
    }

    /// <summary>Why a check did not go well.</summary>
    internal static string? ReasonOf(this HealthReportEntry entry) => entry.Exception is { } exception
        ? $"{entry.Description} {exception.GetType().Name}: {exception.Message}".TrimStart()
        : entry.Description;
}
