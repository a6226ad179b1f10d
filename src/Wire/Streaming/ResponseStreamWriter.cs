using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;

namespace TenantLLM.Wire.Streaming;

/// <summary>
/// Writes the events of one streamed response: <see cref="WriteCreated"/>, <see cref="WriteInProgress"/> once it has begun, any number of
/// <see cref="WriteDelta"/>, <see cref="WriteEnd"/>; or at any time <see cref="WriteError"/>, which is the last. The same calls make the
/// same events with the same numbers, so that a stream can be resumed. Nothing is flushed. Not thread-safe.
/// </summary>
public sealed class ResponseStreamWriter(ResponseStreamOptions options, IBufferWriter<byte> output) : IDisposable
{
    /// <summary>A response is one message of one text.</summary>
    private const int OnlyIndex = 0;

    private static readonly OutputTextPart NoText = new("");

    private readonly FrameWriter _frames = new(output);
    private readonly long _startingAfter = options.StartingAfter ?? -1;
    private ResponseObject? _response;
    private long _next;
    private bool _hasMessage;

    /// <summary>The first event, and the second of a background response: it is queued.</summary>
    /// <param name="response">The response, which may have ended since: events tell what it was then.</param>
    public void WriteCreated(ResponseObject response)
    {
        _response = response;
        if (!response.IsBackground)
        {
            WriteResponse(ResponseEventType.Created, response.Begun(ResponseStatuses.InProgress));
            return;
        }

        var queued = response.Begun(ResponseStatuses.Queued);
        WriteResponse(ResponseEventType.Created, queued);
        WriteResponse(ResponseEventType.Queued, queued);
    }

    /// <summary>It is being generated.</summary>
    public void WriteInProgress() => WriteResponse(ResponseEventType.InProgress, Response.Begun(ResponseStatuses.InProgress));

    /// <summary>More text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="logprobs">Its tokens' probabilities, where they were asked for.</param>
    public void WriteDelta(string text, IReadOnlyList<OutputLogprob>? logprobs = null)
    {
        WriteMessageStart();
        if (!Advance(out var number))
            return;
        var type = ResponseEventType.TextDelta;
        var delta = new TextDeltaEvent(type.Name, number, Response.OutputItemId, OnlyIndex, OnlyIndex, text, logprobs ?? []);
        if (options.IncludeObfuscation)
            _frames.WriteObfuscated(delta, WireJson.Frames.TextDeltaEvent, text.Length, type.Bytes);
        else
            _frames.Write(delta, WireJson.Frames.TextDeltaEvent, type.Bytes);
    }

    /// <summary>The last events: the message is done, unless the response failed, and the response has ended.</summary>
    /// <param name="response">The response as it ended, with its output. A cancelled one is told as incomplete: the API has no event of
    /// its own for it.</param>
    public void WriteEnd(ResponseObject response)
    {
        if (response.Status != ResponseStatuses.Failed && response.Output is [MessageItem message, ..])
            WriteMessageEnd(message);
        WriteResponse(
            response.Status switch
            {
                ResponseStatuses.Completed => ResponseEventType.Completed,
                ResponseStatuses.Failed => ResponseEventType.Failed,
                _ => ResponseEventType.Incomplete,
            },
            response);
    }

    /// <summary>A failure after the headers were sent that is none of the response's own. It ends the stream.</summary>
    public void WriteError(ApiError error)
    {
        var type = ResponseEventType.Error;
        if (Advance(out var number))
            Write(type, new StreamErrorEvent(type.Name, number, error.Code, error.Message, error.Param), WireJson.Frames.StreamErrorEvent);
    }

    /// <summary>A sign of life for a stream that is silent.</summary>
    public void WriteKeepAlive() => ServerSentEvents.WriteKeepAlive(output);

    /// <inheritdoc/>
    public void Dispose() => _frames.Dispose();

    private ResponseObject Response => _response ?? throw new InvalidOperationException("The response was not created yet.");

    private void WriteMessageStart()
    {
        if (_hasMessage)
            return;
        _hasMessage = true;
        WriteItem(ResponseEventType.ItemAdded, new MessageItem
        {
            Id = Response.OutputItemId,
            Status = ItemStatuses.InProgress,
            Content = [],
            Role = ChatRoles.Assistant,
        });
        WritePart(ResponseEventType.PartAdded, NoText);
    }

    private void WriteMessageEnd(MessageItem message)
    {
        WriteMessageStart();
        var part = message.Content is [OutputTextPart text, ..] ? text : NoText;
        var type = ResponseEventType.TextDone;
        if (Advance(out var number))
        {
            var done = new TextDoneEvent(type.Name, number, Response.OutputItemId, OnlyIndex, OnlyIndex, part.Text, part.Logprobs);
            Write(type, done, WireJson.Frames.TextDoneEvent);
        }

        WritePart(ResponseEventType.PartDone, part);
        WriteItem(ResponseEventType.ItemDone, message);
    }

    private void WriteResponse(ResponseEventType type, ResponseObject response)
    {
        if (Advance(out var number))
            Write(type, new ResponseEvent(type.Name, number, response), WireJson.Frames.ResponseEvent);
    }

    private void WriteItem(ResponseEventType type, MessageItem item)
    {
        if (Advance(out var number))
            Write(type, new OutputItemEvent(type.Name, number, OnlyIndex, item), WireJson.Frames.OutputItemEvent);
    }

    private void WritePart(ResponseEventType type, OutputTextPart part)
    {
        if (Advance(out var number))
        {
            var content = new ContentPartEvent(type.Name, number, Response.OutputItemId, OnlyIndex, OnlyIndex, part);
            Write(type, content, WireJson.Frames.ContentPartEvent);
        }
    }

    private void Write<T>(ResponseEventType type, T value, JsonTypeInfo<T> json) => _frames.Write(value, json, type.Bytes);

    /// <summary>Counts an event; false where the client has it already.</summary>
    private bool Advance(out long number)
    {
        number = _next++;
        return number > _startingAfter;
    }
}
