using System.Buffers;
using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>A session's updates, from the first, as the events of a response.</summary>
internal sealed class ResponseEvents(StoredResponse begun, ResponseStreamOptions options, IBufferWriter<byte> output)
    : IEventWriter, IDisposable
{
    private readonly ResponseStreamWriter _frames = new(options, output);
    private readonly ResponseProgress _progress = new(begun);

    public void WriteBeginning() => _frames.WriteCreated(_progress.Begun);

    public bool Write(in SessionUpdate update)
    {
        if (update.End is { } end)
        {
            _frames.WriteEnd(_progress.Ended(end));
            return false;
        }

        _progress.Add(update);
        if (update.Kind == SessionUpdateKind.Started)
            _frames.WriteInProgress();
        else if (update.Kind == SessionUpdateKind.TextDelta)
            _frames.WriteDelta(update.Text!, update.LogProbs.ToWire());
        return true;
    }

    public void WriteKeepAlive() => _frames.WriteKeepAlive();

    public void WriteError(ApiError error) => _frames.WriteError(error);

    /// <summary>A response's stream has no mark of its end but its last event.</summary>
    public void WriteEnd()
    {
    }

    public void Dispose() => _frames.Dispose();
}
