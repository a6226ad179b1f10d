using System.Text;

namespace TenantLLM.EndToEnd.Telemetry;

/// <summary>Reads a message of Protocol Buffers field by field (protobuf.dev/programming-guides/encoding).</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _value;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The bytes of the field, if it has a length: those of a message, a text or bytes.</summary>
    public readonly ReadOnlySpan<byte> Value => _value;

    public readonly string Text => Encoding.UTF8.GetString(_value);

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        _value = (tag & 7) switch
        {
            0 => Skip(Varint()),
            1 => Take(sizeof(ulong)),
            2 => Take((int)Varint()),
            5 => Take(sizeof(uint)),
            var type => throw new InvalidDataException($"Wire type {type} is unknown."),
        };
        return true;
    }

    private static ReadOnlySpan<byte> Skip(ulong number) => [];

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
