using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Streaming;

/// <summary>Makes the frames of one stream of JSON values; one buffer serves them all. Not thread-safe.</summary>
internal sealed class FrameWriter(IBufferWriter<byte> output) : IDisposable
{
    // The serializer cannot make invalid JSON: nothing is left to validate.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = RawTextEncoder.Instance, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _json = new(512);
    private readonly Obfuscation _obfuscation = new();
    private Utf8JsonWriter? _writer;

    /// <param name="value">An object.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="eventName">Empty where the stream's events have no names.</param>
    public void Write<T>(T value, JsonTypeInfo<T> type, ReadOnlySpan<byte> eventName = default) =>
        ServerSentEvents.WriteData(output, Serialize(value, type), default, eventName);

    /// <summary>As <see cref="Write"/>, with as many random characters in a last field <c>obfuscation</c> as hide the length.</summary>
    /// <param name="value">An object.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="length">The length to hide; null: that of the whole object.</param>
    /// <param name="eventName">Empty where the stream's events have no names.</param>
    public void WriteObfuscated<T>(T value, JsonTypeInfo<T> type, int? length = null, ReadOnlySpan<byte> eventName = default)
    {
        var json = Serialize(value, type);
        var name = ",\"obfuscation\":\""u8;
        var padding = _obfuscation.For(length ?? json.Length);
        var end = "\"}"u8;

        Span<byte> field = stackalloc byte[name.Length + padding.Length + end.Length];
        name.CopyTo(field);
        padding.CopyTo(field[name.Length..]);
        end.CopyTo(field[^end.Length..]);
        ServerSentEvents.WriteData(output, json[..^1], field, eventName);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private ReadOnlySpan<byte> Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        _json.ResetWrittenCount();
        _writer ??= new Utf8JsonWriter(_json, WriterOptions);
        _writer.Reset();
        JsonSerializer.Serialize(_writer, value, type);
        return _json.WrittenSpan;
    }
}
