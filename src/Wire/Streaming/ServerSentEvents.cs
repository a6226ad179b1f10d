using System.Buffers;

namespace TenantLLM.Wire.Streaming;

/// <summary>Frames of an event stream: each ends with a blank line.</summary>
public static class ServerSentEvents
{
    /// <summary>The Content-Type of a stream.</summary>
    public const string ContentType = "text/event-stream; charset=utf-8";

    /// <summary>A frame with one line of JSON, which may come in two pieces.</summary>
    public static void WriteData(IBufferWriter<byte> output, ReadOnlySpan<byte> json, ReadOnlySpan<byte> rest = default)
    {
        var prefix = "data: "u8;
        var end = "\n\n"u8;
        var length = prefix.Length + json.Length + rest.Length + end.Length;

        var frame = output.GetSpan(length)[..length];
        prefix.CopyTo(frame);
        json.CopyTo(frame[prefix.Length..]);
        rest.CopyTo(frame[(prefix.Length + json.Length)..]);
        end.CopyTo(frame[^end.Length..]);
        output.Advance(length);
    }

    /// <summary>The last frame of a stream, after an error too.</summary>
    public static void WriteDone(IBufferWriter<byte> output) => output.Write("data: [DONE]\n\n"u8);

    /// <summary>A comment that every client ignores: it shows proxies that the connection lives.</summary>
    public static void WriteKeepAlive(IBufferWriter<byte> output) => output.Write(": keep-alive\n\n"u8);
}
