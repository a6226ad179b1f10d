using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Embeddings;
using TenantLLM.Wire.Embeddings;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Embeddings;

internal static class EmbeddingsEndpoints
{
    public static void MapEmbeddings(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/embeddings", CreateAsync).WithMetadata(InferenceOperation.Embeddings);

    private static async Task CreateAsync(HttpContext context, Caller caller, TenantGrains grains, TenantAdmission admission, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<CreateEmbeddingRequest>(CreateEmbeddingRequest.TryRead) is not { } request)
            return;
        var requestId = ObjectIds.Create("embd-");
        await using var reservation = await admission.AdmitAsync(context, caller, EmbeddingMapping.ToAdmission(request, requestId));
        if (reservation is null)
            return;

        var embedding = new EmbeddingCalls(grains.Of<IEmbeddingsGrain>(caller, EmbeddingsKey.Of(request.Model, requestId)), request, requestId, caller.BilledTo, clock);
        if (await embedding.RunAsync(context.RequestAborted) is { } error)
        {
            await context.Response.WriteErrorAsync(error);
            return;
        }

        (context.Record().Model, context.Record().InputTokens) = (request.Model, embedding.Tokens);
        context.Response.Headers["openai-model"] = request.Model;
        await context.Response.WriteBodyAsync(embedding.ToWire(), WireJson.Bodies.EmbeddingList);
    }
}
