using TenantLLM.Api.Authentication;
using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Wire.Conversations;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Conversations;

internal static class ConversationItemsEndpoints
{
    public static void MapConversationItems(this IEndpointRouteBuilder conversations)
    {
        var items = conversations.MapGroup("/{id}/items");
        items.MapPost("", CreateAsync);
        items.MapGet("", ListAsync);
        items.MapGet("/{itemId}", GetAsync);
        items.MapDelete("/{itemId}", DeleteAsync);
    }

    private static async Task CreateAsync(string id, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (!await context.ReadIncludeAsync()
            || await context.ReadJsonAsync<CreateItemsRequest>(CreateItemsRequest.TryRead) is not { } request
            || await context.FindConversationAsync(grains, caller, id) is not { } session)
            return;

        SessionIds.TryGetSession(id, out var sessionId);
        var (items, error) = await InputItems.ReadAsync(grains, caller, request.Items, sessionId!, "items");
        error ??= ErrorOf(await session.AppendItemsAsync(items), id);
        if (error is not null)
            await context.Response.WriteErrorAsync(error);
        else
            await context.Response.WriteBodyAsync(new ItemPage(items, HasMore: false).ToWire(), WireJson.Bodies.ItemList);
    }

    private static async Task ListAsync(string id, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<ItemListQuery>(ItemListQuery.TryRead) is not { } query
            || await context.FindConversationAsync(grains, caller, id) is not { } session)
            return;

        if (await grains.AskAsync(() => session.ListItemsAsync(query.ToSession())) is { } page)
            await context.Response.WriteBodyAsync(page.ToWire(), WireJson.Bodies.ItemList);
        else
            await context.Response.WriteErrorAsync(
                query.After is { } after ? ApiError.NoItemToBeginAfter(after) : ApiError.ConversationNotFound(id));
    }

    private static async Task GetAsync(string id, string itemId, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (!await context.ReadIncludeAsync() || await context.FindConversationAsync(grains, caller, id) is not { } session)
            return;

        if (await grains.AskAsync(() => session.GetConversationItemAsync(itemId)) is { } item)
            await context.Response.WriteBodyAsync(item.ToWire(), WireJson.Bodies.Item);
        else
            await context.Response.WriteErrorAsync(ApiError.ItemNotFound(itemId));
    }

    private static async Task DeleteAsync(string id, string itemId, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (await context.FindConversationAsync(grains, caller, id) is not { } session)
            return;

        var outcome = await session.DeleteItemAsync(itemId);
        if (outcome == ConversationOutcome.NoItem)
            await context.Response.WriteErrorAsync(ApiError.ItemNotFound(itemId));
        else if (ErrorOf(outcome, id) is { } error)
            await context.Response.WriteErrorAsync(error);
        else if (await grains.AskAsync(session.GetConversationAsync) is { } conversation)
            await context.Response.WriteConversationAsync(conversation);
        else
            await context.Response.WriteErrorAsync(ApiError.ConversationNotFound(id));
    }

    private static ApiError? ErrorOf(ConversationOutcome outcome, string id) => outcome switch
    {
        ConversationOutcome.Done => null,
        ConversationOutcome.Locked => ApiError.ConversationLocked(),
        _ => ApiError.ConversationNotFound(id),
    };

    /// <returns>False where there was something wrong with the query, which is answered then.</returns>
    private static async Task<bool> ReadIncludeAsync(this HttpContext context)
    {
        if (IncludeQuery.TryRead(context.Request.QueryPairs(), out var error))
            return true;
        await context.Response.WriteErrorAsync(error);
        return false;
    }

    /// <returns>Null where there is none, which is answered then.</returns>
    private static async Task<IConversationGrain?> FindConversationAsync(
        this HttpContext context, TenantGrains grains, Caller caller, string id)
    {
        var session = await grains.FindConversationAsync(caller, id);
        if (session is null)
            await context.Response.WriteErrorAsync(ApiError.ConversationNotFound(id));
        return session;
    }
}
