using System.Buffers;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Streaming;

/// <summary>
/// Writes the frames of one streamed chat completion. A choice is <see cref="WriteStart"/>, any number of <see cref="WriteContent"/>,
/// <see cref="WriteFinish"/>; a stream ends with <see cref="WriteUsage"/> and <see cref="WriteDone"/>, or with <see cref="WriteError"/>
/// and <see cref="WriteDone"/>. Nothing is flushed. Not thread-safe.
/// </summary>
public sealed class ChatStreamWriter(ChatStreamHeader header, ChatStreamOptions options, IBufferWriter<byte> output) : IDisposable
{
    private readonly FrameWriter _frames = new(output);

    /// <summary>The first frame of a choice: the role.</summary>
    /// <param name="choice">The choice's index.</param>
    /// <param name="logprobs"><see cref="ChatLogprobs.None"/> where probabilities were asked for.</param>
    public void WriteStart(int choice = 0, ChatLogprobs? logprobs = null) =>
        WriteChoice(new ChatChunkChoice { Index = choice, Delta = ChatDelta.Start, Logprobs = logprobs });

    /// <summary>More text of a choice.</summary>
    /// <param name="text">The text.</param>
    /// <param name="choice">The choice's index.</param>
    /// <param name="logprobs">Its tokens' probabilities, where they were asked for.</param>
    public void WriteContent(string text, int choice = 0, ChatLogprobs? logprobs = null) =>
        WriteChoice(new ChatChunkChoice { Index = choice, Delta = new ChatDelta { Content = text }, Logprobs = logprobs });

    /// <summary>The last frame of a choice.</summary>
    /// <param name="reason">One of <see cref="FinishReasons"/>.</param>
    /// <param name="choice">The choice's index.</param>
    public void WriteFinish(string reason, int choice = 0) =>
        WriteChoice(new ChatChunkChoice { Index = choice, Delta = ChatDelta.None, FinishReason = reason });

    /// <summary>The usage frame; nothing where the request did not ask for it.</summary>
    public void WriteUsage(CompletionUsage usage)
    {
        if (options.IncludeUsage)
            WriteChunk([], usage);
    }

    /// <summary>A failure after the headers were sent. <see cref="WriteDone"/> follows.</summary>
    public void WriteError(ApiError error) =>
        _frames.Write(error.Envelope, WireJson.Frames.ErrorEnvelope);

    /// <summary>The end of every stream.</summary>
    public void WriteDone() => ServerSentEvents.WriteDone(output);

    /// <summary>A sign of life for a stream that is silent.</summary>
    public void WriteKeepAlive() => ServerSentEvents.WriteKeepAlive(output);

    /// <inheritdoc/>
    public void Dispose() => _frames.Dispose();

    private void WriteChoice(ChatChunkChoice choice) => WriteChunk([choice], null);

    private void WriteChunk(IReadOnlyList<ChatChunkChoice> choices, CompletionUsage? usage)
    {
        var chunk = new ChatCompletionChunk
        {
            Id = header.Id,
            Created = header.Created,
            Model = header.Model,
            SystemFingerprint = header.SystemFingerprint,
            Choices = choices,
            Usage = options.IncludeUsage ? Presence<CompletionUsage>.Of(usage) : default,
        };
        if (options.IncludeObfuscation)
            _frames.WriteObfuscated(chunk, WireJson.Frames.ChatCompletionChunk);
        else
            _frames.Write(chunk, WireJson.Frames.ChatCompletionChunk);
    }
}
