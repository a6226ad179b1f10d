using TenantLLM.Api.Requests;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Writes a session's updates as a chat completion: as a stream of frames, or as one body.</summary>
internal sealed class ChatAnswers(EventStream stream, TimeProvider clock)
{
    public async Task WriteAsync(HttpContext context, ChatCompletionRequest request, SessionRequest turn, SessionStream updates, TenantReservation reservation)
    {
        if (await context.BeginAnswerAsync(updates, clock, request.Model, failure => failure.ToError(request.Model, "messages")) is not { } start)
            return;
        reservation.Reached();
        var header = new ChatStreamHeader(turn.ResponseId, turn.CreatedAt.ToUnixTimeSeconds(), request.Model, start.Fingerprint);
        if (request.Stream)
        {
            using var events = new ChatEvents(header, request, context.Response.BodyWriter);
            await stream.WriteAsync(context, turn.ResponseId, updates, events);
        }
        else
        {
            await new ChatBody(clock).WriteAsync(context, header, request, updates);
        }
    }
}
