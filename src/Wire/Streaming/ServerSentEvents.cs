using System.Buffers;

namespace TenantLLM.Wire.Streaming;

/// <summary>Frames of an event stream: each ends with a blank line.</summary>
public static class ServerSentEvents
{
    /// <summary>The Content-Type of a stream.</summary>
    public const string ContentType = "text/event-stream; charset=utf-8";

    /// <summary>A frame with one line of JSON, which may come in two pieces, and with the name of its event where that has one.</summary>
    public static void WriteData(
        IBufferWriter<byte> output,
        ReadOnlySpan<byte> json,
        ReadOnlySpan<byte> rest = default,
        ReadOnlySpan<byte> eventName = default)
    {
        if (!eventName.IsEmpty)
            Write(output, "event: "u8, eventName, [], "\n"u8);
        Write(output, "data: "u8, json, rest, "\n\n"u8);
    }

    /// <summary>The last frame of a stream, after an error too.</summary>
    public static void WriteDone(IBufferWriter<byte> output) => output.Write("data: [DONE]\n\n"u8);

    /// <summary>A comment that every client ignores: it shows proxies that the connection lives.</summary>
    public static void WriteKeepAlive(IBufferWriter<byte> output) => output.Write(": keep-alive\n\n"u8);

    private static void Write(
        IBufferWriter<byte> output,
        ReadOnlySpan<byte> prefix,
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> rest,
        ReadOnlySpan<byte> end)
    {
        var length = prefix.Length + text.Length + rest.Length + end.Length;
        var line = output.GetSpan(length)[..length];
        prefix.CopyTo(line);
        text.CopyTo(line[prefix.Length..]);
        rest.CopyTo(line[(prefix.Length + text.Length)..]);
        end.CopyTo(line[^end.Length..]);
        output.Advance(length);
    }
}
