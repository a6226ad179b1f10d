using System.Diagnostics;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Sessions;

/// <summary>How the updates of a session look on the wire of one endpoint.</summary>
internal interface IEventWriter
{
    /// <summary>What comes before the first update.</summary>
    void WriteBeginning();

    /// <returns>False after the last update.</returns>
    bool Write(in SessionUpdate update);

    /// <summary>A sign of life for a stream that is silent.</summary>
    void WriteKeepAlive();

    /// <summary>A failure of our own; only the end follows.</summary>
    void WriteError(ApiError error);

    /// <summary>What comes last, whatever came before.</summary>
    void WriteEnd();
}

/// <summary>Streams a session's updates as server-sent events. Whatever happens once the headers are sent, the stream ends properly.</summary>
internal sealed partial class EventStream(
    IOptions<ApiOptions> options, ApiMetrics metrics, TimeProvider clock, ILogger<EventStream> log)
{
    public async Task WriteAsync(HttpContext context, string responseId, SessionStream updates, IEventWriter events)
    {
        var response = context.Response;
        response.ContentType = ServerSentEvents.ContentType;
        response.Headers.CacheControl = "no-cache";
        context.Record().IsStream = true;
        metrics.StreamBegan();
        try
        {
            await WriteEventsAsync(context, responseId, updates, events);
        }
        finally
        {
            metrics.StreamEnded();
        }
    }

    private async Task WriteEventsAsync(HttpContext context, string responseId, SessionStream updates, IEventWriter events)
    {
        var response = context.Response;
        events.WriteBeginning();
        try
        {
            do
            {
                await response.BodyWriter.FlushAsync(context.RequestAborted);
            }
            while (await WriteNextAsync(events, updates));
        }
#pragma warning disable CA1031 // The boundary to the client, after the status was sent.
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogStreamFailed(exception, responseId);
            context.Record().Break();
            events.WriteError(ApiError.ServerError());
        }
#pragma warning restore CA1031

        events.WriteEnd();
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Writes the updates that are there, or a sign of life when there are none for long.</summary>
    /// <returns>False once the last update is written.</returns>
    private async Task<bool> WriteNextAsync(IEventWriter events, SessionStream updates)
    {
        switch (await updates.WaitAsync(options.Value.KeepAlive, clock))
        {
            case null:
                events.WriteKeepAlive();
                return true;
            case false:
                throw new UnreachableException("A session's stream ended without its last update.");
        }

        while (updates.TryRead(out var update))
        {
            if (!events.Write(update))
                return false;
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream of response {ResponseId} broke")]
    private partial void LogStreamFailed(Exception exception, string responseId);
}
