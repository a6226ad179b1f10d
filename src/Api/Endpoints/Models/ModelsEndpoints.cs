using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Models;

namespace TenantLLM.Api.Endpoints.Models;

internal static class ModelsEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/models", ListAsync);
        routes.MapGet("/models/{**model}", GetAsync);
    }

    private static async Task ListAsync(HttpResponse response, TenantGrains grains)
    {
        var models = await grains.AskAsync(Catalogue(grains).ListAsync);
        await response.WriteBodyAsync(new ModelList { Data = [.. models.Select(ToWire)] }, WireJson.Bodies.ModelList);
    }

    // The id may hold slashes, as those of Hugging Face do.
    private static async Task GetAsync(string model, HttpResponse response, TenantGrains grains)
    {
        var models = await grains.AskAsync(Catalogue(grains).ListAsync);
        if (models.FirstOrDefault(candidate => candidate.Id == model) is { } found)
            await response.WriteBodyAsync(ToWire(found), WireJson.Bodies.ModelObject);
        else
            await response.WriteErrorAsync(ApiError.NoSuchModel(model));
    }

    private static IModelCatalogueGrain Catalogue(TenantGrains grains) =>
        grains.Shared<IModelCatalogueGrain>(IModelCatalogueGrain.Key);

    private static ModelObject ToWire(ModelDescription model) =>
        new() { Id = model.Id, Created = model.Created.ToUnixTimeSeconds(), OwnedBy = model.Owner };
}
