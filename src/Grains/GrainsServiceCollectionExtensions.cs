using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Administration;
using TenantLLM.Grains.Isolation;
using TenantLLM.Grains.Models;
using TenantLLM.Grains.Placement;
using TenantLLM.Grains.ProjectData;
using TenantLLM.Grains.Retention;
using TenantLLM.Grains.Storage;
using TenantLLM.Grains.Tenants;
using TenantLLM.Grains.Tenants.Budgets;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Grains.Usage;
using TenantLLM.Inference;
using TenantLLM.Storage.Failures;

namespace TenantLLM.Grains;

public static class GrainsServiceCollectionExtensions
{
    /// <summary>Adds what grains need, and the loading of the models. Call it before Orleans is added: a silo joins with the
    /// models loaded that are to be loaded at start.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddInference();
        services.AddSingleton<IIncomingGrainCallFilter, TenantBoundary>();
        services.Replace(ServiceDescriptor.Singleton<IStoreExceptions, StorageFailures>());
        services.AddSingleton<IOutgoingGrainCallFilter, TenantOfCaller>();
        services.AddOptions<ModelsOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ModelsOptions>, ModelsConfiguration>();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<ModelMetrics>();
        services.AddSingleton<ModelEngines>();
        services.AddSingleton<ModelCatalogue>();
        services.AddHealthChecks().AddCheck<ModelsHealthCheck>(ModelsHealthCheck.Name);
        services.AddHostedService<ModelLoading>();
        services.AddPlacement();
        services.AddGrainService<CacheGrainService>();
        services.AddSingleton<UsageMetrics>();
        services.AddSingleton<UsageMetering>();
        services.AddSingleton<TenantCaches>();
        services.AddSingleton<TenantActivations>();
        services.AddSingleton<ProjectErasing>();
        services.AddSingleton<AnswerSettlement>();
        services.AddSingleton<TenantMetrics>();
        services.AddBudgets();
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>Adds what places sessions on the silos that host their models, and takes a silo that stops out of service first.</summary>
    private static void AddPlacement(this IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) => host.ShutdownTimeout = drain.Value.ShutdownTimeout);
        services.AddSingleton<ModelHosts>();
        services.AddSingleton<SiloDrain>();
        services.AddSingleton<SessionPlace>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloPresence>();
        services.AddPlacementDirector<HostedByModelPlacement, HostedByModelDirector>();
    }

    /// <summary>Adds the sweeps of what was kept for long enough. Call it after Orleans is added: a grain does them.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services.AddHostedService<RetentionSchedule>();

    /// <summary>Adds the admin key, configured or first. Call it after Orleans is added: a grain keeps it.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddOptions<AdministrationOptions>().BindConfiguration(AdministrationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddHostedService<ConfiguredAdministration>();
    }

    /// <summary>Adds the projects the configuration names. Call it after Orleans is added: grains create them.</summary>
    public static IServiceCollection AddConfiguredProjects(this IServiceCollection services)
    {
        services.AddOptions<ProjectsOptions>().BindConfiguration("").ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<ConfiguredProjects>();
        return services;
    }
}
