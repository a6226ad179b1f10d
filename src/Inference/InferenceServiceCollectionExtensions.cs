using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Scheduling;
using TenantLLM.Inference.Telemetry;

namespace TenantLLM.Inference;

public static class InferenceServiceCollectionExtensions
{
    /// <summary>Adds what makes engines of configured models; backends are added beside it.</summary>
    public static IServiceCollection AddInference(this IServiceCollection services)
    {
        services.AddOptions<SchedulerOptions>().BindConfiguration(SchedulerOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<SchedulerMetrics>();
        services.AddSingleton<EngineMetrics>();
        services.AddOptions<ContentOptions>().Configure<IConfiguration>((content, configuration) =>
            content.IsCaptured = string.Equals(configuration[ContentOptions.Key], "true", StringComparison.OrdinalIgnoreCase));
        services.AddSingleton<IEngineLoader, EngineLoader>();
        return services;
    }
}
