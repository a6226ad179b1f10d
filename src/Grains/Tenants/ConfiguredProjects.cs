using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Grains.Tenants;

/// <summary>Creates the projects the configuration names, once the silo runs.</summary>
internal sealed partial class ConfiguredProjects(
    IOptions<ProjectsOptions> options, IGrainFactory grains, IProjectAnnouncer announcer, ILogger<ConfiguredProjects> log)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Projects.Count == 0)
            LogNoProjects();
        foreach (var configured in options.Value.Projects)
            await EnsureAsync(configured.Name);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EnsureAsync(string name)
    {
        using var scope = TenantContext.Enter(IdOf(name));
        var tenant = grains.GetGrain<ITenantGrain>(IdOf(name));
        var ensured = await tenant.EnsureCreatedAsync(name);
        if (ensured.FirstKey is { } key)
        {
            announcer.Created(ensured.Project, key.Secret);
            return;
        }

        var keys = await tenant.ListApiKeysAsync();
        announcer.Existing(ensured.Project, [.. keys.Where(key => key.RevokedAt is null).Select(key => key.LastFour)]);
    }

    // From the name alone, so that silos that start together mean the same project.
    private static string IdOf(string name) =>
        "proj_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..24];

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "No project is configured: only the keys of earlier ones work. Projects:0:Name=NAME creates one and prints its key")]
    private partial void LogNoProjects();
}
