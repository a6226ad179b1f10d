using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Grains.Abstractions.Models;

/// <summary>The models that are served. Key: <see cref="Key"/>.</summary>
[Alias("TenantLLM.IModelCatalogueGrain")]
[SharedByTenants("All tenants are served the same models.")]
public interface IModelCatalogueGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "models";

    /// <summary>All models that can be asked for: those that are configured, in their order, and then those found in the model
    /// directory, by name.</summary>
    [Alias("List")]
    Task<ImmutableArray<ModelDescription>> ListAsync();
}
