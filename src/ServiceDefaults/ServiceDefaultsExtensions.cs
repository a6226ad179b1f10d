using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using TenantLLM.ServiceDefaults.Health;
using TenantLLM.ServiceDefaults.Operators;

namespace TenantLLM.ServiceDefaults;

public static class ServiceDefaultsExtensions
{
    private const string Rfc3339 = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>What every process of TenantLLM has: quiet logs, traces, metrics, health, and a port for operators.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        Startup.Know(builder.Configuration);
        builder.Configuration.AddDefaults(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Orleans"] = "Warning",
            ["Logging:LogLevel:Polly"] = "Warning",

            // A line for each thing that is said, with its time.
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
            ["Logging:Console:FormatterOptions:TimestampFormat"] = IsOfText(builder) ? $"{Rfc3339} " : Rfc3339,
            ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",

            // A wrong key is the client's affair, and answered.
            ["Logging:LogLevel:TenantLLM.Api.Authentication"] = "Warning",

            // Why a host cannot start is said once, by Startup; a hosted service that breaks is critical.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",

            // A statement that fails is said by whoever made it, and a database that fails once for all of them.
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",

            // Orleans tells of a grain service's ranges in its name.
            ["Logging:LogLevel:TenantLLM.Grains.ProjectData.CacheGrainService"] = "Warning",

            // What is sick is said once, when it becomes so.
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",

            // It measures its first interval from the machine's boot, and warns of that at every start.
            ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",

            // Nothing here is protected by ASP.NET's data protection: there are no cookies.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        });
        return builder.AddTelemetry(serviceName).AddHealth().AddOperatorPort();
    }

    /// <summary>A time stands beside the text of a line, or in a field of its own.</summary>
    private static bool IsOfText(IHostApplicationBuilder builder) => builder.Configuration["Logging:Console:FormatterName"] is null or "simple";

    /// <summary>Adds settings that any other source overrides.</summary>
    public static void AddDefaults(this IConfigurationManager configuration, IReadOnlyDictionary<string, string?> settings) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
}
