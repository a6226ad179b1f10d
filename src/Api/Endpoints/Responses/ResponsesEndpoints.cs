using TenantLLM.Api.Authentication;
using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Responses;

internal static class ResponsesEndpoints
{
    public static void MapResponses(this IEndpointRouteBuilder routes)
    {
        var responses = routes.MapGroup("/responses");
        responses.MapPost("", CreateAsync).WithMetadata(InferenceOperation.Chat);
        responses.MapPost("/input_tokens", CountInputTokensAsync);
        responses.MapGet("/{id}", GetAsync);
        responses.MapDelete("/{id}", DeleteAsync);
        responses.MapPost("/{id}/cancel", CancelAsync);
        responses.MapGet("/{id}/input_items", ListInputItemsAsync);
    }

    private static async Task CreateAsync(HttpContext context, Caller caller, ResponseCreation creation)
    {
        if (await context.ReadJsonAsync<CreateResponseRequest>(CreateResponseRequest.TryRead) is { } request)
            await creation.CreateAsync(context, caller, request);
    }

    private static async Task CountInputTokensAsync(HttpContext context, Caller caller, ResponseTurns turns, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<InputTokensRequest>(InputTokensRequest.TryRead) is not { Prompt: var prompt })
            return;
        var (turn, error) = await turns.ReadAsync(caller, prompt);
        if (turn is null)
        {
            await context.Response.WriteErrorAsync(error!);
            return;
        }

        var tokens = await turn.Session.CountInputTokensAsync(prompt.ToSession(turn, clock.GetUtcNow()));
        if (tokens.Failure is { } failure)
            await context.Response.WriteErrorAsync(ResponseAnswers.ErrorOf(prompt, failure));
        else
            await context.Response.WriteBodyAsync(new InputTokenCount(tokens.Count), WireJson.Bodies.InputTokenCount);
    }

    private static async Task GetAsync(string id, HttpContext context, Caller caller, TenantGrains grains, ResponseAnswers answers)
    {
        if (await context.ReadQueryAsync<GetResponseQuery>(GetResponseQuery.TryRead) is not { } query)
            return;
        if (grains.SessionOf(caller, id) is not { } session || await grains.AskAsync(() => session.GetResponseAsync(id)) is not { } response)
        {
            await context.Response.WriteErrorAsync(ApiError.ResponseNotFound(id));
        }
        else if (query.Stream)
        {
            var streamOptions = new ResponseStreamOptions(query.IncludeObfuscation, query.StartingAfter);
            await answers.FollowAsync(context, session, response, streamOptions);
        }
        else
        {
            await ResponseAnswers.WriteAsync(context, response);
        }
    }

    private static async Task DeleteAsync(string id, HttpResponse answer, Caller caller, TenantGrains grains)
    {
        if (grains.SessionOf(caller, id) is { } session && await session.DeleteResponseAsync(id))
            await answer.WriteBodyAsync(DeletedObject.Response(id), WireJson.Bodies.DeletedObject);
        else
            await answer.WriteErrorAsync(ApiError.ResponseNotFound(id));
    }

    private static async Task CancelAsync(string id, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (grains.SessionOf(caller, id) is not { } session || await session.CancelResponseAsync(id) is not { } response)
            await context.Response.WriteErrorAsync(ApiError.ResponseNotFound(id));
        else if (!response.IsBackground)
            await context.Response.WriteErrorAsync(ApiError.NoBackgroundResponse());
        else
            await ResponseAnswers.WriteAsync(context, response);
    }

    private static async Task ListInputItemsAsync(string id, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<ItemListQuery>(ItemListQuery.TryRead) is not { } query)
            return;
        if (grains.SessionOf(caller, id) is not { } session)
            await context.Response.WriteErrorAsync(ApiError.ResponseNotFound(id));
        else if (await grains.AskAsync(() => session.ListInputItemsAsync(id, query.ToSession())) is { } page)
            await context.Response.WriteBodyAsync(page.ToWire(), WireJson.Bodies.ItemList);
        else if (query.After is { } after && await grains.AskAsync(() => session.GetResponseAsync(id)) is not null)
            await context.Response.WriteErrorAsync(ApiError.NoItemToBeginAfter(after));
        else
            await context.Response.WriteErrorAsync(ApiError.ResponseNotFound(id));
    }
}
