using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using TenantLLM.Grains;
using TenantLLM.Grains.Tenants;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Backends.Upstream;
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
        builder.AddLocalhostSilo();
        builder.Services.TryAddSingleton<IProjectAnnouncer, ConsoleProjectAnnouncer>();
        builder.Services.AddAdministration();
        builder.Services.AddConfiguredProjects();
        builder.Services.AddRetention();
        return builder;
    }

    private static void AddLocalhostSilo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        var cluster = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort)
            .Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback)
            .AddActivityPropagation());
    }
}
