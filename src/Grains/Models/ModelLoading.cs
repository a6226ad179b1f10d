using Microsoft.Extensions.Hosting;

namespace TenantLLM.Grains.Models;

/// <summary>Loads the models of the start before the silo joins: a silo that answers can answer for its models.</summary>
internal sealed class ModelLoading(ModelCatalogue catalogue) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(() => catalogue.LoadAsync(cancellationToken), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
