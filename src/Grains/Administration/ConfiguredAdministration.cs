using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Tenants;

namespace TenantLLM.Grains.Administration;

/// <summary>Sees to it that there is an admin key, once the silo runs.</summary>
internal sealed class ConfiguredAdministration(
    IOptions<AdministrationOptions> options, IGrainFactory grains, IProjectAnnouncer announcer) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var secret = options.Value.Secret;
        if (await grains.GetGrain<IOrganizationGrain>(IOrganizationGrain.Key).EnsureAdminKeyAsync(secret?.Hash, secret?.LastFour) is { } made)
            announcer.AdminKeyCreated(made);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
