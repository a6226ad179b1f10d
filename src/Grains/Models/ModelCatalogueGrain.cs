using Orleans.Concurrency;
using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Grains.Models;

/// <summary>Answers for the silo it runs on; every silo serves the same models in this version.</summary>
[StatelessWorker]
internal sealed class ModelCatalogueGrain(ModelCatalogue catalogue) : Grain, IModelCatalogueGrain
{
    public Task<ImmutableArray<ModelDescription>> ListAsync() => catalogue.ListAsync(CancellationToken.None);
}
