using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults;

public static class ServiceDefaultsExtensions
{
    /// <summary>What every process of TenantLLM has: quiet logs, traces and metrics.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Configuration.AddDefaults(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Orleans"] = "Warning",
            ["Logging:LogLevel:Polly"] = "Warning",

            // A wrong key is the client's affair, and answered.
            ["Logging:LogLevel:TenantLLM.Api.Authentication"] = "Warning",

            // Why a host cannot start is said once, by Startup; a hosted service that breaks is critical.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",

            // A statement that fails is said by whoever made it, and a database that fails once for all of them.
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",

            // It measures its first interval from the machine's boot, and warns of that at every start.
            ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",

            // Nothing here is protected by ASP.NET's data protection: there are no cookies.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        });
        return builder.AddTelemetry(serviceName);
    }

    /// <summary>Adds settings that any other source overrides.</summary>
    public static void AddDefaults(this IConfigurationManager configuration, IReadOnlyDictionary<string, string?> settings) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
}
