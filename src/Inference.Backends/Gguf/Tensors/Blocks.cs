using System.Runtime.InteropServices;

namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>What ggml's block types share.</summary>
internal static class Blocks
{
    /// <summary>Elements of a block of the types without a K.</summary>
    public const int Small = 32;

    /// <summary>Elements of a block of the K and IQ types (ggml's <c>QK_K</c>).</summary>
    public const int Large = 256;

    /// <summary>The F16 scale that lies at some byte of a block.</summary>
    public static float Scale(ReadOnlySpan<byte> block, int at) => (float)MemoryMarshal.Read<Half>(block[at..]);

    /// <summary>Turns a row's blocks into floats, one after the other.</summary>
    public static void Each(ReadOnlySpan<byte> row, Span<float> values, int bytes, int elements, DequantizeRow block)
    {
        for (; !row.IsEmpty; row = row[bytes..], values = values[elements..])
            block(row[..bytes], values[..elements]);
    }
}
