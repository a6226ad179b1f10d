using Microsoft.Extensions.Options;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Writes a session's updates as a chat completion: as a stream of frames, or as one body.</summary>
internal sealed class ChatAnswers(IOptions<ApiOptions> options, TimeProvider clock, ILogger<ChatStream> log)
{
    public async Task WriteAsync(HttpContext context, ChatCompletionRequest request, SessionRequest turn, SessionStream updates)
    {
        // The first update decides the status.
        await updates.WaitAsync(Timeout.InfiniteTimeSpan, clock);
        updates.TryRead(out var first);
        if (first is { Kind: SessionUpdateKind.Failed, End.Failure: { } failure })
        {
            await context.Response.WriteErrorAsync(failure.ToError(request.Model));
            return;
        }

        var header = new ChatStreamHeader(turn.ResponseId, turn.CreatedAt.ToUnixTimeSeconds(), request.Model, first.Start!.Fingerprint);
        context.Response.Headers["openai-model"] = request.Model;
        if (request.Stream)
            await new ChatStream(options.Value.KeepAlive, clock, log).WriteAsync(context, header, request, updates);
        else
            await new ChatBody(clock).WriteAsync(context, header, request, updates);
    }
}
