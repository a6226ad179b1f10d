using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Models;

namespace TenantLLM.Api.Health;

internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Live: the process answers. Ready: a model answers, too, or will when it is asked.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(TenantGrains grains, TimeProvider clock) =>
        await ServesAModelAsync(grains, clock)
            ? TypedResults.Text("ready")
            : TypedResults.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<bool> ServesAModelAsync(TenantGrains grains, TimeProvider clock)
    {
        try
        {
            var models = grains.Shared<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync();
            return (await models.WaitAsync(Patience, clock)).Any(model => model.State != ModelState.Unavailable);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return false;
        }
    }
}
