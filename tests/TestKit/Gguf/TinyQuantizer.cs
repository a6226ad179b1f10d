using System.Runtime.InteropServices;

namespace TenantLLM.TestKit.Gguf;

/// <summary>Writes floats in a block type of ggml, roughly: good weights are not the point of noise.</summary>
public sealed class TinyQuantizer
{
    public static readonly TinyQuantizer Q4_0 = new(2, "Q4_0", 16, block =>
    {
        var bytes = new byte[16];
        for (var i = 0; i < 16; i++)
            bytes[i] = (byte)(Level(block[i], 7, 8) | (Level(block[i + 16], 7, 8) << 4));
        return bytes;
    });

    public static readonly TinyQuantizer Q8_0 = new(8, "Q8_0", 32, block =>
        [.. block.Select(value => (byte)(sbyte)Level(value, 127, 0))]);

    private const int Elements = 32;

    private readonly string _name;
    private readonly int _bytes;
    private readonly Func<float[], byte[]> _encode;

    private TinyQuantizer(int type, string name, int bytes, Func<float[], byte[]> encode)
    {
        Type = type;
        _name = name;
        _bytes = bytes;
        _encode = encode;
    }

    /// <summary>ggml's number of the type.</summary>
    public int Type { get; }

    /// <returns>Null for F32, which needs none.</returns>
    public static TinyQuantizer? Of(string type) => type switch
    {
        "Q8_0" => Q8_0,
        "Q4_0" => Q4_0,
        "F32" => null,
        _ => throw new ArgumentException($"There is no quantizer for {type}.", nameof(type)),
    };

    public override string ToString() => _name;

    public byte[] Quantize(float[] values)
    {
        var stored = new List<byte>(values.Length / Elements * (_bytes + 2));
        foreach (var block in values.Chunk(Elements))
        {
            var largest = block.Max(Math.Abs);
            var scale = (Half)(largest / (_bytes == Elements ? 127 : 7));
            stored.AddRange(MemoryMarshal.AsBytes<Half>([scale]));
            stored.AddRange(_encode([.. block.Select(value => value / largest)]));
        }

        return [.. stored];
    }

    /// <summary>A value of −1 to 1 as a whole number of −levels to levels, from an origin.</summary>
    private static int Level(float value, int levels, int origin) => (int)MathF.Round(value * levels) + origin;
}
