using TenantLLM.Api.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>One streamed chat completion.</summary>
internal sealed class ChatStream(TimeSpan keepAlive, TimeProvider clock, ILogger<ChatStream> log)
{
    private readonly EventStream _stream = new(keepAlive, clock, log);

    public async Task WriteAsync(HttpContext context, ChatStreamHeader header, ChatCompletionRequest request, SessionStream updates)
    {
        using var frames = new ChatFrames(header, request, context.Response.BodyWriter);
        await _stream.WriteAsync(context, header.Id, frames, updates);
    }
}
