using System.Text.Json;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>One try at a generation: a request, and the frames that answer it. Disposed of early, it closes the connection, which is
/// how these servers learn that nobody listens any more.</summary>
internal sealed class ChatAttempt(
    UpstreamClient client, UpstreamEndpoint endpoint, byte[] body, RequestDeadline deadline, TimeProvider clock, CancellationToken caller)
    : IAsyncDisposable
{
    /// <summary>How long the usage may come after the last choice has ended.</summary>
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly Patience _patience = new(endpoint.Options.FirstTokenTimeout, deadline, clock, caller);
    private HttpResponseMessage? _response;
    private EventStreamReader? _events;

    /// <summary>Reads the next frame; the first call sends the request.</summary>
    /// <returns>A frame, or a fault, or neither at the end of the stream.</returns>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async ValueTask<(ChatFrame? Frame, UpstreamFault? Fault)> ReadAsync()
    {
        try
        {
            if (_events is null && await OpenAsync() is { } fault)
                return (null, fault);
            var data = await _events!.ReadAsync(_patience.Token);
            if (data is null || data.Value.Span.SequenceEqual("[DONE]"u8))
                return (null, null);
            var frame = ChatFrame.Parse(data.Value);
            if (frame.Choices.Any(choice => choice.IsProgress))
                _patience.Renew(endpoint.Options.NextTokenTimeout);
            return (frame, null);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return (null, _patience.Fault);
        }
        catch (InvalidDataException exception)
        {
            return (null, UpstreamFault.Unreadable(exception.Message));
        }
        catch (JsonException)
        {
            return (null, UpstreamFault.Unreadable("a frame is not JSON"));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return (null, UpstreamFault.Broken(exception.Message));
        }
    }

    /// <summary>All choices have ended: what is still to come may not take long.</summary>
    public void Close() => _patience.Renew(ClosingTime);

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
            await _events.DisposeAsync();
        _response?.Dispose();
        _patience.Dispose();
    }

    private async Task<UpstreamFault?> OpenAsync()
    {
        var reply = await client.PostAsync("chat/completions", body, _patience.Token);
        _response = reply.Response;
        if (_response is null)
            return reply.Fault;
        if (_response.Content.Headers.ContentType?.MediaType is var type && type != "text/event-stream")
            return UpstreamFault.Unreadable($"its answer is '{type}', not a stream");
        _events = new EventStreamReader(await _response.Content.ReadAsStreamAsync(_patience.Token), endpoint.Options.MaxFrameBytes);
        return null;
    }
}
