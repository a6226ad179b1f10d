using System.Buffers;
using System.Diagnostics;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>A session's updates as chat completion chunks.</summary>
internal sealed class ChatFrames(ChatStreamHeader header, ChatCompletionRequest request, IBufferWriter<byte> output) : ISessionFrames
{
    private readonly ChatStreamWriter _frames = new(header, request.StreamOptions, output);

    public void WriteStart()
    {
        for (var choice = 0; choice < request.Choices; choice++)
            _frames.WriteStart(choice, request.TopLogprobs is null ? null : ChatLogprobs.None);
    }

    public bool Write(SessionUpdate update)
    {
        switch (update.Kind)
        {
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
                _frames.WriteError(update.End!.Failure!.ToError(header.Model));
                return false;
            default:
                throw new UnreachableException($"A session's stream has a {update.Kind} update in its middle.");
        }
    }

    public void WriteError(ApiError error) => _frames.WriteError(error);

    public void WriteKeepAlive() => _frames.WriteKeepAlive();

    public void WriteDone() => _frames.WriteDone();

    public void Dispose() => _frames.Dispose();
}
