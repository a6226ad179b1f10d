using System.Diagnostics;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>One streamed chat completion. Whatever happens once the headers are sent, the stream ends with <c>[DONE]</c>.</summary>
internal sealed partial class ChatStream(TimeSpan keepAlive, TimeProvider clock, ILogger<ChatStream> log)
{
    public async Task WriteAsync(HttpContext context, ChatStreamHeader header, ChatCompletionRequest request, SessionStream updates)
    {
        var response = context.Response;
        response.ContentType = ServerSentEvents.ContentType;
        response.Headers.CacheControl = "no-cache";
        using var frames = new ChatStreamWriter(header, request.StreamOptions, response.BodyWriter);
        for (var choice = 0; choice < request.Choices; choice++)
            frames.WriteStart(choice, request.TopLogprobs is null ? null : ChatLogprobs.None);
        try
        {
            do
            {
                await response.BodyWriter.FlushAsync(context.RequestAborted);
            }
            while (await WriteNextAsync(frames, updates, header.Model));
        }
#pragma warning disable CA1031 // The boundary to the client, after the status was sent.
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogStreamFailed(exception, header.Id);
            frames.WriteError(ApiError.ServerError());
        }
#pragma warning restore CA1031

        frames.WriteDone();
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes the updates that are there, or a sign of life when there are none for long.</summary>
    /// <returns>False once the last update is written.</returns>
    private async Task<bool> WriteNextAsync(ChatStreamWriter frames, SessionStream updates, string model)
    {
        switch (await updates.WaitAsync(keepAlive, clock))
        {
            case null:
                frames.WriteKeepAlive();
                return true;
            case false:
                throw new UnreachableException("A session's stream ended without its last update.");
        }

        while (updates.TryRead(out var update))
        {
            if (!Write(frames, update, model))
                return false;
        }

        return true;
    }

    /// <returns>False after the last update.</returns>
    private static bool Write(ChatStreamWriter frames, SessionUpdate update, string model)
    {
        switch (update.Kind)
        {
            case SessionUpdateKind.TextDelta:
                frames.WriteContent(update.Text!, update.Choice, ChatMapping.ToWire(update.LogProbs));
                return true;
            case SessionUpdateKind.ChoiceFinished:
                frames.WriteFinish(ChatMapping.ToWire(update.FinishReason), update.Choice);
                return true;
            case SessionUpdateKind.Completed:
                frames.WriteUsage(ChatMapping.ToWire(update.End!.Usage));
                return false;
            case SessionUpdateKind.Failed:
                frames.WriteError(update.End!.Failure!.ToError(model));
                return false;
            default:
                throw new UnreachableException($"A session's stream has a {update.Kind} update in its middle.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream of response {ResponseId} broke")]
    private partial void LogStreamFailed(Exception exception, string responseId);
}
