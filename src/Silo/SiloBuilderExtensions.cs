using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TenantLLM.Grains;
using TenantLLM.Grains.Tenants;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Backends.Upstream;
using TenantLLM.ServiceDefaults.Clustering;
using TenantLLM.ServiceDefaults.Dashboards;
using TenantLLM.Storage;

namespace TenantLLM.Silo;

public static class SiloBuilderExtensions
{
    /// <summary>Makes the process a silo. The order is the order of the start: the database, the models, the cluster, and last
    /// what the configuration asks the cluster for.</summary>
    public static IHostApplicationBuilder AddTenantLlmSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddStorage();
        builder.Services.AddOnnxBackend();
        builder.Services.AddLLamaSharpBackend();
        builder.Services.AddUpstreamBackend();
        builder.Services.AddGrains();
        builder.AddSilo();
        builder.Services.TryAddSingleton<IProjectAnnouncer, ConsoleProjectAnnouncer>();
        builder.Services.AddAdministration();
        builder.Services.AddConfiguredProjects();
        builder.Services.AddRetention();
        return builder;
    }

    private static void AddSilo(this IHostApplicationBuilder builder)
    {
        var cluster = builder.AddClusterOptions();
        builder.UseOrleans(silo => silo.UseConfiguredCluster(cluster).AddActivityPropagation().AddConfiguredDashboard());
    }
}
