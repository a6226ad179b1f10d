using System.Buffers;
using System.Diagnostics;
using TenantLLM.Api.Endpoints.Chat;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;

namespace TenantLLM.Api.Endpoints.Completions;

/// <summary>A session's updates as the frames of a completion, the last of which is <c>[DONE]</c>.</summary>
internal sealed class CompletionEvents(ChatStreamHeader header, CreateCompletionRequest request, IBufferWriter<byte> output)
    : IEventWriter, IDisposable
{
    private readonly TextStreamWriter _frames = new(header, request.StreamOptions, output);
    private readonly TextLogprobsBuilder?[] _logprobs = new TextLogprobsBuilder?[request.Prompts.Count * request.Choices];

    /// <summary>Text is the first that comes.</summary>
    public void WriteBeginning()
    {
    }

    public bool Write(in SessionUpdate update)
    {
        switch (update.Kind)
        {
            case SessionUpdateKind.Started:
                WriteEcho(update);
                return true;
            case SessionUpdateKind.TextDelta:
                _frames.WriteText(update.Text!, update.Choice, LogprobsOf(update));
                return true;
            case SessionUpdateKind.ChoiceFinished:
                _frames.WriteFinish(ChatMapping.ToWire(update.FinishReason), update.Choice);
                return true;
            case SessionUpdateKind.Completed:
                _frames.WriteUsage(ChatMapping.ToWire(update.End!.Usage));
                return false;
            case SessionUpdateKind.Failed:
                _frames.WriteError(CompletionPrompts.ToError(update.End!.Failure!, header.Model));
                return false;
            default:
                throw new UnreachableException($"A session's stream has a {update.Kind} update.");
        }
    }

    public void WriteError(ApiError error) => _frames.WriteError(error);

    public void WriteKeepAlive() => _frames.WriteKeepAlive();

    public void WriteEnd() => _frames.WriteDone();

    public void Dispose() => _frames.Dispose();

    private void WriteEcho(SessionUpdate started)
    {
        if (request.EchoOf(started) is not { Length: > 0 } echo)
            return;
        foreach (var choice in request.ChoicesOf(started))
            _frames.WriteText(echo, choice);
    }

    private TextLogprobs? LogprobsOf(SessionUpdate update)
    {
        if (update.LogProbs is not { } logProbs)
            return null;
        var builder = _logprobs[update.Choice] ??= new TextLogprobsBuilder();
        logProbs.AddTo(builder);
        return builder.Take();
    }
}
