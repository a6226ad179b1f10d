namespace TenantLLM.Grains.Abstractions.Models;

/// <summary>The models that are served. Key: <see cref="Key"/>.</summary>
[Alias("TenantLLM.IModelCatalogueGrain")]
public interface IModelCatalogueGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "models";

    /// <summary>All models, in the order they are configured.</summary>
    [Alias("List")]
    Task<ImmutableArray<ModelDescription>> ListAsync();
}
