using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Placement;

namespace TenantLLM.Grains.Models;

/// <summary>Answers for the silo it runs on, and from what that silo heard of the others.</summary>
[StatelessWorker]
internal sealed class ModelCatalogueGrain(ModelCatalogue catalogue, ModelHosts hosts, ILocalSiloDetails here) : Grain, IModelCatalogueGrain
{
    public async Task<ImmutableArray<ModelDescription>> ListAsync() =>
        [.. (await catalogue.ListAsync(CancellationToken.None)).Concat(hosts.Elsewhere(here.SiloAddress)).DistinctBy(model => model.Id)];
}
