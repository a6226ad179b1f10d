using Microsoft.Extensions.Options;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>Writes a response: as it stands, as a stream of events, or as one body once it has ended.</summary>
internal sealed class ResponseAnswers(EventStream stream, IOptions<ApiOptions> options, TimeProvider clock)
{
    /// <summary>A response that its client waits for.</summary>
    public async Task WriteAsync(
        HttpContext context, CreateResponseRequest request, StoredResponse begun, SessionStream updates, TenantReservation reservation)
    {
        if (await context.BeginAnswerAsync(updates, clock, request.Prompt.Model, failure => ErrorOf(request.Prompt, failure)) is null)
            return;
        reservation.Reached();
        if (!request.Stream)
        {
            await WriteBodyAsync(context, begun, updates);
            return;
        }

        await WriteEventsAsync(context, begun, new ResponseStreamOptions(request.IncludeObfuscation), updates);
    }

    /// <summary>The events of a stored response: those that were, and those to come.</summary>
    public async Task FollowAsync(
        HttpContext context, IConversationGrain session, StoredResponse response, ResponseStreamOptions streamOptions)
    {
        await using var updates = new SessionStream(
            session.FollowAsync(response.Id, context.RequestAborted), options.Value.ClientLag, context.Abort, context.RequestAborted);
        await WriteEventsAsync(context, response, streamOptions, updates);
    }

    /// <summary>A response as it stands.</summary>
    public static Task WriteAsync(HttpContext context, StoredResponse response) =>
        context.Response.WriteBodyAsync(response.ToWire(), WireJson.Bodies.ResponseObject);

    /// <summary>Why a response was not begun.</summary>
    public static ApiError ErrorOf(ResponsePrompt prompt, SessionFailure failure) =>
        failure.Kind == SessionFailureKind.NotFound && prompt.PreviousResponseId is { } previous
            ? ApiError.PreviousResponseNotFound(previous)
            : failure.ToError(prompt.Model, "input");

    private async Task WriteEventsAsync(
        HttpContext context, StoredResponse response, ResponseStreamOptions streamOptions, SessionStream updates)
    {
        using var events = new ResponseEvents(response, streamOptions, context.Response.BodyWriter);
        await stream.WriteAsync(context, response.Id, updates, events);
    }

    private async Task WriteBodyAsync(HttpContext context, StoredResponse begun, SessionStream updates)
    {
        var progress = new ResponseProgress(begun);
        while (await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock) is true)
        {
            while (updates.TryRead(out var update))
            {
                if (update.End is { } end)
                {
                    await context.Response.WriteBodyAsync(progress.Ended(end), WireJson.Bodies.ResponseObject);
                    return;
                }

                progress.Add(update);
            }
        }
    }
}
