using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Api.Endpoints.Chat;

internal static class ChatCompletionsEndpoints
{
    public static void MapChatCompletions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/chat/completions", CreateAsync).WithMetadata(InferenceOperation.Chat);

    private static async Task CreateAsync(
        HttpContext context, Caller caller, TenantGrains grains, TenantAdmission admission, ChatAnswers answers, AnswerSource source,
        IOptions<ApiOptions> options, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<ChatCompletionRequest>(ChatCompletionRequest.TryRead) is not { } request)
            return;
        var turn = ChatMapping.ToSession(request, clock.GetUtcNow(), context.Response.Headers["x-request-id"].ToString()) with
        {
            BilledTo = caller.BilledTo,
        };
        await using var reservation = await admission.AdmitAsync(context, caller, ChatMapping.ToAdmission(request, turn));
        if (reservation is null)
            return;

        var session = grains.Of<ISessionGrain>(caller, ConversationIds.Of(request));
        await using var updates = new SessionStream(
            source.ReadAsync(request.Model, token => session.GenerateAsync(turn, token), context.RequestAborted).NotedIn(context, request.Model),
            options.Value.ClientLag * request.Choices,
            context.Abort,
            context.RequestAborted);
        await answers.WriteAsync(context, request, turn, updates, reservation);
    }
}
