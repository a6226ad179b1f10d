using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Ids;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Endpoints.Completions;

internal static class CompletionsEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/completions", CreateAsync).WithMetadata(InferenceOperation.TextCompletion);

    private static async Task CreateAsync(
        HttpContext context, Caller caller, TenantGrains grains, TenantAdmission admission, CompletionAnswers answers, AnswerSource source,
        IOptions<ApiOptions> options)
    {
        if (await context.ReadJsonAsync<CreateCompletionRequest>(CreateCompletionRequest.TryRead) is not { } request)
            return;
        var responseId = ObjectIds.TextCompletion();

        // Some of its prompts may never reach a grain: what is left of it is given back at the end.
        await using var reservation = await admission.AdmitAsync(context, caller, CompletionMapping.ToAdmission(request, responseId));
        if (reservation is null)
            return;

        var prompts = new PromptUpdates([.. request.Prompts.Select(Continue)], request.Candidates);
        await using var updates = new SessionStream(
            prompts.ReadAsync(context.RequestAborted),
            options.Value.ClientLag * prompts.ChoicesAtOnce,
            context.Abort,
            context.RequestAborted);
        await answers.WriteAsync(context, request, responseId, updates);

        IAsyncEnumerable<SessionUpdate> Continue(TextInput prompt, int part)
        {
            var session = grains.Of<ISessionGrain>(caller, ConversationIds.Of(request.Model, prompt));
            var turn = CompletionMapping.ToSession(request, prompt, responseId) with { Part = part, BilledTo = caller.BilledTo };
            return source.ReadAsync(request.Model, token => session.GenerateAsync(turn, token), context.RequestAborted)
                .NotedIn(context, request.Model);
        }
    }
}
