using TenantLLM.Api.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>Writes a session's updates as a completion: as a stream of frames, or as one body.</summary>
internal sealed class CompletionAnswers(EventStream stream, TimeProvider clock)
{
    public async Task WriteAsync(HttpContext context, CreateCompletionRequest request, string responseId, SessionStream updates)
    {
        if (await context.BeginAnswerAsync(updates, clock, request.Model, failure => CompletionPrompts.ToError(failure, request.Model)) is not { } start)
            return;
        var header = new ChatStreamHeader(responseId, clock.GetUtcNow().ToUnixTimeSeconds(), request.Model, start.Fingerprint);
        if (request.Stream)
        {
            using var events = new CompletionEvents(header, request, context.Response.BodyWriter);
            await stream.WriteAsync(context, responseId, updates, events);
        }
        else
        {
            await new CompletionBody(clock).WriteAsync(context, header, request, updates);
        }
    }
}
