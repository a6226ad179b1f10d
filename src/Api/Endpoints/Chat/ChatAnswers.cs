using Microsoft.Extensions.Options;
using TenantLLM.Api.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Writes a session's updates as a chat completion: as a stream of frames, or as one body.</summary>
internal sealed class ChatAnswers(IOptions<ApiOptions> options, TimeProvider clock, ILogger<ChatStream> log)
{
    public async Task WriteAsync(HttpContext context, ChatCompletionRequest request, string responseId, SessionStream updates)
    {
        if (await context.BeginAnswerAsync(updates, clock, request.Model, static (failure, model) => failure.ToError(model)) is not { } first)
            return;
        var header = new ChatStreamHeader(responseId, clock.GetUtcNow().ToUnixTimeSeconds(), request.Model, first.Start!.Fingerprint);
        if (request.Stream)
            await new ChatStream(options.Value.KeepAlive, clock, log).WriteAsync(context, header, request, updates);
        else
            await new ChatBody(clock).WriteAsync(context, header, request, updates);
    }
}
