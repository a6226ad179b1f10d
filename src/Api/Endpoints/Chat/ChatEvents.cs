using System.Buffers;
using System.Diagnostics;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>A session's updates as the frames of a chat completion, the last of which is <c>[DONE]</c>.</summary>
internal sealed class ChatEvents(ChatStreamHeader header, ChatCompletionRequest request, IBufferWriter<byte> output) : IEventWriter, IDisposable
{
    private readonly ChatStreamWriter _frames = new(header, request.StreamOptions, output);

    public void WriteBeginning()
    {
        for (var choice = 0; choice < request.Choices; choice++)
            _frames.WriteStart(choice, request.TopLogprobs is null ? null : ChatLogprobs.None);
    }

    public bool Write(in SessionUpdate update)
    {
        switch (update.Kind)
        {
            case SessionUpdateKind.Started:
                return true;
            case SessionUpdateKind.TextDelta:
                _frames.WriteContent(update.Text!, update.Choice, ChatMapping.ToWire(update.LogProbs));
                return true;
            case SessionUpdateKind.ChoiceFinished:
                _frames.WriteFinish(ChatMapping.ToWire(update.FinishReason), update.Choice);
                return true;
            case SessionUpdateKind.Completed:
                _frames.WriteUsage(ChatMapping.ToWire(update.End!.Usage));
                return false;
            case SessionUpdateKind.Failed:
                _frames.WriteError(update.End!.Failure!.ToError(header.Model, "messages"));
                return false;
            default:
                throw new UnreachableException($"A session's stream has an update of kind {update.Kind}.");
        }
    }

    public void WriteKeepAlive() => _frames.WriteKeepAlive();

    public void WriteError(ApiError error) => _frames.WriteError(error);

    public void WriteEnd() => _frames.WriteDone();

    public void Dispose() => _frames.Dispose();
}
