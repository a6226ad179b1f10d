using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Chat.Stored;

/// <summary>Chat completions that were stored. The caller's project alone is asked: another's ids are as unknown as any.</summary>
internal static class StoredCompletionsEndpoints
{
    private const string One = "/chat/completions/{id}";

    public static void MapStoredCompletions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chat/completions", ListAsync);
        routes.MapGet(One, GetAsync);
        routes.MapGet($"{One}/messages", ListMessagesAsync);
        routes.MapPost(One, UpdateAsync);
        routes.MapDelete(One, DeleteAsync);
    }

    private static async Task ListAsync(HttpContext context, Caller caller, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<StoredChatCompletionQuery>(StoredChatCompletionQuery.TryRead) is not { } query)
            return;
        if (query.Page.After is { } after && !ObjectIds.IsChatCompletion(after))
        {
            await context.Response.WriteErrorAsync(ApiError.CompletionNotFound(after, "after"));
            return;
        }

        var page = await grains.AskAsync(() => CompletionsOf(grains, caller).ListAsync(StoredCompletionMapping.ToGrain(query)));
        await context.Response.WriteBodyAsync(StoredCompletionMapping.ToWire(page), WireJson.Bodies.StoredChatCompletionList);
    }

    private static async Task GetAsync(HttpContext context, Caller caller, TenantGrains grains, string id) =>
        await WriteAsync(context, id, await grains.AskAsync(() => CompletionsOf(grains, caller).GetAsync(id)));

    private static async Task ListMessagesAsync(HttpContext context, Caller caller, TenantGrains grains, string id)
    {
        if (await context.ReadQueryAsync<StoredChatMessageQuery>(StoredChatMessageQuery.TryRead) is not { Page: var page })
            return;
        var place = page.After is { } after ? StoredMessageIds.PlaceOf(after, id) : null;
        var messages = await grains.AskAsync(() => CompletionsOf(grains, caller).ListMessagesAsync(
            id, new StoredMessagePageRequest(page.Limit, page.IsDescending, place)));
        if (messages is null)
            await context.Response.WriteErrorAsync(ApiError.CompletionNotFound(id));
        else if (page.After is not null && !(place < messages.Total))
            await context.Response.WriteErrorAsync(ApiError.MessageNotFound(page.After));
        else
            await context.Response.WriteBodyAsync(StoredCompletionMapping.ToWire(messages, id), WireJson.Bodies.StoredChatMessageList);
    }

    private static async Task UpdateAsync(HttpContext context, Caller caller, TenantGrains grains, string id)
    {
        if (await context.ReadJsonAsync<UpdateChatCompletionRequest>(UpdateChatCompletionRequest.TryRead) is { } update)
            await WriteAsync(context, id, await CompletionsOf(grains, caller).UpdateMetadataAsync(id, update.Metadata.ToEntries()));
    }

    private static async Task DeleteAsync(HttpContext context, Caller caller, TenantGrains grains, string id)
    {
        if (await CompletionsOf(grains, caller).DeleteAsync(id))
            await context.Response.WriteBodyAsync(new DeletedChatCompletion(id), WireJson.Bodies.DeletedChatCompletion);
        else
            await context.Response.WriteErrorAsync(ApiError.CompletionNotFound(id));
    }

    private static IStoredCompletionsGrain CompletionsOf(TenantGrains grains, Caller caller) =>
        grains.Of<IStoredCompletionsGrain>(caller);

    private static Task WriteAsync(HttpContext context, string id, StoredCompletion? completion) => completion is null
        ? context.Response.WriteErrorAsync(ApiError.CompletionNotFound(id))
        : context.Response.WriteBodyAsync(StoredCompletionMapping.ToWire(completion), WireJson.Bodies.StoredChatCompletion);
}
