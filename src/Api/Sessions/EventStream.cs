using System.Diagnostics;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Sessions;

/// <summary>An answer as a stream of frames. Whatever happens once the headers are sent, it ends with <c>[DONE]</c>.</summary>
internal sealed partial class EventStream(TimeSpan keepAlive, TimeProvider clock, ILogger log)
{
    public async Task WriteAsync(HttpContext context, string responseId, ISessionFrames frames, SessionStream updates)
    {
        var response = context.Response;
        response.ContentType = ServerSentEvents.ContentType;
        response.Headers.CacheControl = "no-cache";
        frames.WriteStart();
        try
        {
            do
            {
                await response.BodyWriter.FlushAsync(context.RequestAborted);
            }
            while (await WriteNextAsync(frames, updates));
        }
#pragma warning disable CA1031 // The boundary to the client, after the status was sent.
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogStreamFailed(exception, responseId);
            frames.WriteError(ApiError.ServerError());
        }
#pragma warning restore CA1031

        frames.WriteDone();
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes the updates that are there, or a sign of life when there are none for long.</summary>
    /// <returns>False once the last update is written.</returns>
    private async Task<bool> WriteNextAsync(ISessionFrames frames, SessionStream updates)
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
            if (!frames.Write(update))
                return false;
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream of response {ResponseId} broke")]
    private partial void LogStreamFailed(Exception exception, string responseId);
}
