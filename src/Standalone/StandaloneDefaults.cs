using System.Net;
using System.Net.Sockets;
using TenantLLM.Grains.Tenants;
using TenantLLM.ServiceDefaults;

namespace TenantLLM.Standalone;

internal static class StandaloneDefaults
{
    /// <summary>What makes one command enough: a port, the model of the repository and, in Development, a project with a key.
    /// Any of it yields to the configuration.</summary>
    public static WebApplicationBuilder AddStandaloneDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddDefaults(new Dictionary<string, string?>
        {
            ["Urls"] = "http://localhost:8080",
            ["Cluster:SiloPort"] = FreePort(),
            ["Cluster:GatewayPort"] = FreePort(),

            // Its silo does not die without it, and may be starved for a while on a small machine.
            ["Api:SiloSilence"] = "00:01:00",
        });
        if (builder.Configuration["Models:0:Url"] is null && builder.Configuration["ModelDirectory"] is null)
            builder.Configuration.AddDefaults(new Dictionary<string, string?> { ["Models:0:Path"] = "models/demo/demo.gguf" });
        if (builder.Environment.IsDevelopment())
            builder.Configuration.AddDefaults(new Dictionary<string, string?> { ["Projects:0:Name"] = "demo" });
        builder.Services.AddSingleton<IProjectAnnouncer, WelcomeAnnouncer>();
        return builder;
    }

    // The silo of a Standalone talks to nobody, and two of them must not collide.
    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
