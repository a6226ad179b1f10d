using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Api.Endpoints.Chat;

internal static class ChatCompletionsEndpoints
{
    public static void MapChatCompletions(this IEndpointRouteBuilder routes) => routes.MapPost("/chat/completions", CreateAsync);

    private static async Task CreateAsync(
        HttpContext context, Caller caller, TenantGrains grains, ChatAnswers answers, IOptions<ApiOptions> options, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<ChatCompletionRequest>(ChatCompletionRequest.TryRead) is not { } request)
            return;
        if (!await context.AdmitAsync(grains, caller, request.Model))
            return;

        var session = grains.Of<ISessionGrain>(caller, ConversationIds.Of(request));
        var turn = ChatMapping.ToSession(request, clock.GetUtcNow(), context.Response.Headers["x-request-id"].ToString()) with
        {
            BilledTo = caller.BilledTo,
        };
        await using var updates = new SessionStream(
            session.GenerateAsync(turn, context.RequestAborted),
            options.Value.ClientLag * request.Choices,
            context.Abort,
            context.RequestAborted);
        await answers.WriteAsync(context, request, turn, updates);
    }
}
