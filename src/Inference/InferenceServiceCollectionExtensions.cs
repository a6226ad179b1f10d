using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Scheduling;

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
        services.AddSingleton<IEngineLoader, EngineLoader>();
        return services;
    }
}
