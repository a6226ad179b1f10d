using Microsoft.Extensions.Options;
using TenantLLM.Api.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>Writes a session's updates as a completion: as a stream of frames, or as one body.</summary>
internal sealed class CompletionAnswers(IOptions<ApiOptions> options, TimeProvider clock, ILogger<CompletionAnswers> log)
{
    public async Task WriteAsync(HttpContext context, CreateCompletionRequest request, string responseId, SessionStream updates)
    {
        if (await context.BeginAnswerAsync(updates, clock, request.Model, CompletionPrompts.ToError) is not { } first)
            return;
        var header = new ChatStreamHeader(responseId, clock.GetUtcNow().ToUnixTimeSeconds(), request.Model, first.Start!.Fingerprint);
        if (!request.Stream)
        {
            await new CompletionBody(clock).WriteAsync(context, header, request, first, updates);
            return;
        }

        using var frames = new CompletionFrames(header, request, first, context.Response.BodyWriter);
        await new EventStream(options.Value.KeepAlive, clock, log).WriteAsync(context, responseId, frames, updates);
    }
}
