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
        });
        return builder.AddTelemetry(serviceName);
    }

    /// <summary>Adds settings that any other source overrides.</summary>
    public static void AddDefaults(this IConfigurationManager configuration, IReadOnlyDictionary<string, string?> settings) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = settings });
}
