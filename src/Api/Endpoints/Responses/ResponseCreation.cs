using Microsoft.Extensions.Options;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>Creates responses: in the foreground, where the client waits, or in the background.</summary>
internal sealed class ResponseCreation(
    TenantGrains grains, TenantAdmission admission, ResponseTurns turns, ResponseAnswers answers, AnswerSource source, IOptions<ApiOptions> options, TimeProvider clock)
{
    public async Task CreateAsync(HttpContext context, Caller caller, CreateResponseRequest request)
    {
        var (turn, error) = await turns.ReadAsync(caller, request.Prompt);
        if (turn is null)
        {
            await context.Response.WriteErrorAsync(error!);
            return;
        }

        var asked = request.ToSession(turn, clock.GetUtcNow()) with { BilledTo = caller.BilledTo };
        await using var reservation = await admission.AdmitAsync(
            context, caller, asked.ToAdmission() with { OutlivesItsRequest = request.IsBackground });
        if (reservation is null)
            return;
        if (request.IsBackground)
            await BeginAsync(context, request, turn.Session, asked, reservation);
        else
            await RespondAsync(context, request, turn.Session, asked, reservation);
    }

    private async Task RespondAsync(
        HttpContext context, CreateResponseRequest request, IConversationGrain session, ResponseRequest asked, TenantReservation reservation)
    {
        await using var updates = new SessionStream(
            source.ReadAsync(asked.Model, token => session.RespondAsync(asked, token), context.RequestAborted).NotedIn(context, asked.Model),
            options.Value.ClientLag,
            context.Abort,
            context.RequestAborted);
        await answers.WriteAsync(context, request, Begun(asked, ResponseStatus.InProgress), updates, reservation);
    }

    private async Task BeginAsync(
        HttpContext context, CreateResponseRequest request, IConversationGrain session, ResponseRequest asked, TenantReservation reservation)
    {
        // A response in the foreground learns it from its first update.
        var models = await grains.AskAsync(grains.Shared<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync);
        if (models.All(model => model.Id != asked.Model))
        {
            await context.Response.WriteErrorAsync(ApiError.ModelNotFound(asked.Model));
            return;
        }

        if (await session.BeginAsync(asked) is { } failure)
        {
            await context.Response.WriteErrorAsync(ResponseAnswers.ErrorOf(request.Prompt, failure));
            return;
        }

        reservation.Reached();
        context.Record().Model = asked.Model;
        var begun = Begun(asked, ResponseStatus.Queued);
        context.Response.Headers["openai-model"] = asked.Model;
        if (request.Stream)
            await answers.FollowAsync(context, session, begun, new ResponseStreamOptions(request.IncludeObfuscation));
        else
            await ResponseAnswers.WriteAsync(context, begun);
    }

    private static StoredResponse Begun(ResponseRequest request, ResponseStatus status) => new()
    {
        Id = request.Id,
        Status = status,
        CreatedAt = request.CreatedAt,
        Model = request.Model,
        IsBackground = request.IsBackground,
        Echo = request.Echo,
    };
}
