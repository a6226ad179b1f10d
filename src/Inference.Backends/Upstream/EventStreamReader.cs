using System.Buffers;
using System.IO.Pipelines;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>
/// Reads the data of server-sent events (WHATWG HTML, 9.2) and keeps no more than one of bounded size. .NET's own parser sets no
/// bound, so that one broken server could take all memory.
/// </summary>
internal sealed class EventStreamReader(Stream stream, int maxBytes) : IAsyncDisposable
{
    private static readonly byte[] LineEnds = "\r\n"u8.ToArray();

    private readonly PipeReader _pipe = PipeReader.Create(stream);
    private readonly ArrayBufferWriter<byte> _data = new();
    private bool _hasData;
    private bool _skipsLineFeed;

    /// <summary>Reads on to the end of the next event that has data.</summary>
    /// <returns>Its data, valid until the next call; null at the end of the stream. An event the stream ended in is none.</returns>
    /// <exception cref="InvalidDataException">It is larger than the bound.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        _data.ResetWrittenCount();
        _hasData = false;
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var isComplete = TakeEvent(ref buffer);
            var tooLong = !isComplete && buffer.Length > maxBytes;
            _pipe.AdvanceTo(buffer.Start, isComplete ? buffer.Start : buffer.End);
            if (isComplete)
                return _data.WrittenMemory;
            if (tooLong)
                throw TooLarge();
            if (read.IsCompleted)
                return null;
        }
    }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();

    /// <returns>True at the empty line that ends an event with data.</returns>
    private bool TakeEvent(ref ReadOnlySequence<byte> buffer)
    {
        while (TryTakeLine(ref buffer, out var line))
        {
            if (!line.IsEmpty)
                Add(line);
            else if (_hasData)
                return true;
        }

        return false;
    }

    /// <summary>Takes a line, ended by CR, LF or both.</summary>
    private bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (_skipsLineFeed && !buffer.IsEmpty)
        {
            _skipsLineFeed = false;
            if (buffer.FirstSpan[0] == '\n')
                buffer = buffer.Slice(1);
        }

        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadToAny(out line, LineEnds, advancePastDelimiter: false))
            return false;
        reader.TryRead(out var end);
        _skipsLineFeed = end == '\r';
        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private void Add(ReadOnlySequence<byte> line)
    {
        var reader = new SequenceReader<byte>(line);
        if (!reader.IsNext("data"u8, advancePast: true))
            return;
        if (!reader.End && !reader.IsNext((byte)':', advancePast: true))
            return;
        reader.IsNext((byte)' ', advancePast: true);
        var value = reader.UnreadSequence;
        if (_data.WrittenCount + value.Length + 1 > maxBytes)
            throw TooLarge();
        if (_hasData)
            _data.Write("\n"u8);
        _hasData = true;
        foreach (var part in value)
            _data.Write(part.Span);
    }

    private InvalidDataException TooLarge() => new($"a frame is larger than MaxFrameBytes {maxBytes}");
}
