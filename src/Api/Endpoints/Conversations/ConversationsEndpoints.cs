using System.Collections.Immutable;
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

internal static class ConversationsEndpoints
{
    public static void MapConversations(this IEndpointRouteBuilder routes)
    {
        var conversations = routes.MapGroup("/conversations");
        conversations.MapPost("", CreateAsync);
        conversations.MapGet("/{id}", GetAsync);
        conversations.MapPost("/{id}", UpdateAsync);
        conversations.MapDelete("/{id}", DeleteAsync);
        conversations.MapConversationItems();
    }

    private static async Task CreateAsync(HttpContext context, Caller caller, TenantGrains grains, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<CreateConversationRequest>(CreateConversationRequest.TryRead) is not { } request)
            return;
        var session = SessionIds.Session();
        var (items, error) = await InputItems.ReadAsync(grains, caller, request.Items, session, "items");
        if (error is not null)
        {
            await context.Response.WriteErrorAsync(error);
            return;
        }

        var conversation = new StoredConversation(SessionIds.Conversation(session), clock.GetUtcNow(), ToSession(request.Metadata));
        await grains.Session(caller, session).CreateConversationAsync(conversation, items);
        await context.Response.WriteConversationAsync(conversation);
    }

    private static async Task GetAsync(string id, HttpResponse response, Caller caller, TenantGrains grains)
    {
        if (grains.SessionOf(caller, id) is { } session && await grains.AskAsync(session.GetConversationAsync) is { } conversation && conversation.Id == id)
            await response.WriteConversationAsync(conversation);
        else
            await response.WriteErrorAsync(ApiError.ConversationNotFound(id));
    }

    private static async Task UpdateAsync(string id, HttpContext context, Caller caller, TenantGrains grains)
    {
        if (await context.ReadJsonAsync<UpdateConversationRequest>(UpdateConversationRequest.TryRead) is not { } request)
            return;
        if (await grains.FindConversationAsync(caller, id) is { } session
            && await session.UpdateConversationAsync(ToSession(request.Metadata)) is { } conversation)
            await context.Response.WriteConversationAsync(conversation);
        else
            await context.Response.WriteErrorAsync(ApiError.ConversationNotFound(id));
    }

    private static async Task DeleteAsync(string id, HttpResponse response, Caller caller, TenantGrains grains)
    {
        if (await grains.FindConversationAsync(caller, id) is { } session && await session.DeleteConversationAsync())
            await response.WriteBodyAsync(DeletedObject.Conversation(id), WireJson.Bodies.DeletedObject);
        else
            await response.WriteErrorAsync(ApiError.ConversationNotFound(id));
    }

    private static ImmutableArray<MetadataEntry> ToSession(IReadOnlyDictionary<string, string> metadata) =>
        [.. metadata.Select(pair => new MetadataEntry(pair.Key, pair.Value))];
}
