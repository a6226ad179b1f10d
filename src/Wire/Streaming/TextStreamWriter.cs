using System.Buffers;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Streaming;

/// <summary>
/// Writes the frames of one streamed completion. A choice is any number of <see cref="WriteText"/> and <see cref="WriteFinish"/>; a
/// stream ends as one of <see cref="ChatStreamWriter"/>. Nothing is flushed. Not thread-safe.
/// </summary>
public sealed class TextStreamWriter(ChatStreamHeader header, ChatStreamOptions options, IBufferWriter<byte> output) : IDisposable
{
    private readonly FrameWriter _frames = new(output);

    /// <summary>More text of a choice.</summary>
    /// <param name="text">The text.</param>
    /// <param name="choice">The choice's index.</param>
    /// <param name="logprobs">Its tokens' probabilities, where they were asked for.</param>
    public void WriteText(string text, int choice, TextLogprobs? logprobs = null) =>
        WriteChunk([new TextChoice { Text = text, Index = choice, Logprobs = logprobs }], null);

    /// <summary>The last frame of a choice.</summary>
    /// <param name="reason">One of <see cref="FinishReasons"/>.</param>
    /// <param name="choice">The choice's index.</param>
    public void WriteFinish(string reason, int choice) =>
        WriteChunk([new TextChoice { Text = "", Index = choice, FinishReason = reason }], null);

    /// <summary>The usage frame; nothing where the request did not ask for it.</summary>
    public void WriteUsage(CompletionUsage usage)
    {
        if (options.IncludeUsage)
            WriteChunk([], usage);
    }

    /// <inheritdoc cref="ChatStreamWriter.WriteError"/>
    public void WriteError(ApiError error) => _frames.Write(error.Envelope, WireJson.Frames.ErrorEnvelope);

    /// <inheritdoc cref="ChatStreamWriter.WriteDone"/>
    public void WriteDone() => ServerSentEvents.WriteDone(output);

    /// <inheritdoc cref="ChatStreamWriter.WriteKeepAlive"/>
    public void WriteKeepAlive() => ServerSentEvents.WriteKeepAlive(output);

    /// <inheritdoc/>
    public void Dispose() => _frames.Dispose();

    private void WriteChunk(IReadOnlyList<TextChoice> choices, CompletionUsage? usage)
    {
        var chunk = new TextCompletionChunk
        {
            Id = header.Id,
            Created = header.Created,
            Model = header.Model,
            SystemFingerprint = header.SystemFingerprint,
            Choices = choices,
            Usage = options.IncludeUsage ? Presence<CompletionUsage>.Of(usage) : default,
        };
        if (options.IncludeObfuscation)
            _frames.WriteObfuscated(chunk, WireJson.Frames.TextCompletionChunk);
        else
            _frames.Write(chunk, WireJson.Frames.TextCompletionChunk);
    }
}
