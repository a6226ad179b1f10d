using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TenantLLM.ServiceDefaults.Health;

public static class HealthEndpoints
{
    /// <summary>Live: the process answers. Startup: it has started. Ready: it serves. Each is a status and a word, for anybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapHealth(routes.ServiceProvider);

    /// <summary>The same on a server within a process.</summary>
    internal static void MapHealth(this IEndpointRouteBuilder routes, IServiceProvider process)
    {
        var reports = process.GetRequiredService<HealthReports>();
        var itself = process.GetRequiredService<ProcessHealthCheck>();
        routes.MapGet("/health/live", context => AnswerAsync(context, true, "live", "")).AllowAnonymous();
        routes.MapGet("/health/startup", context => AnswerAsync(context, itself.HasStarted, "started", "starting")).AllowAnonymous();
        routes.MapGet("/health/ready", async context => await AnswerAsync(
            context, await ReadAsync(reports) is { Status: not HealthStatus.Unhealthy }, "ready", "not ready")).AllowAnonymous();
    }

    /// <summary>Which part is sick, and why: for operators.</summary>
    internal static void MapHealthDetails(this IEndpointRouteBuilder routes, IServiceProvider process)
    {
        var reports = process.GetRequiredService<HealthReports>();
        routes.MapGet("/health", async context =>
        {
            var details = await ReadAsync(reports) is { } report
                ? HealthDetails.Of(report)
                : new HealthDetails(HealthStatus.Unhealthy, 0, new Dictionary<string, CheckDetails>());
            if (details.Status == HealthStatus.Unhealthy)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsJsonAsync(details, HealthJson.Default.HealthDetails);
        });
    }

    private static Task AnswerAsync(HttpContext context, bool isWell, string well, string sick)
    {
        context.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(isWell ? well : sick);
    }

    /// <returns>Null: a check hangs.</returns>
    private static async Task<HealthReport?> ReadAsync(HealthReports reports)
    {
        try
        {
            return await reports.ReadAsync();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
