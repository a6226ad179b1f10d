using System.Collections.Concurrent;
using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>Brings matrices into the layout that their operator wants, on all cores.</summary>
internal static class MatrixEncoder
{
    private const int Block = EightBitBlocks.Elements;
    private const int RowsAtOnce = 16;

    /// <summary>F32 [rows, columns].</summary>
    public static void Float(IMatrix matrix, NativeBuffer<float> values) => EachRow(matrix, (row, floats) =>
        floats.CopyTo(Slice(values, row, matrix.Columns)));

    /// <summary>uint8 [rows, blocks, 16], the even element of each pair in the low half, and F32 scales [rows, blocks].</summary>
    public static void FourBits(StoredMatrix matrix, NativeBuffer<byte> values, NativeBuffer<float> scales)
    {
        var blocks = matrix.Columns / Block;
        Parallel.For(0, matrix.Rows, row =>
        {
            var stored = matrix.Stored(row, out _);
            var bytes = Slice(values, row, blocks * Block / 2);
            var steps = Slice(scales, row, blocks);
            for (var block = 0; block < blocks; block++)
            {
                var from = stored.Slice(block * Q4Rows.Q4_0Bytes, Q4Rows.Q4_0Bytes);
                steps[block] = Blocks.Scale(from, 0);
                Interleave(from[2..], bytes.Slice(block * Block / 2, Block / 2));
            }
        });
    }

    /// <summary>uint8 [rows, blocks, 32] and F32 scales [rows, blocks].</summary>
    public static void EightBits(IMatrix matrix, NativeBuffer<byte> values, NativeBuffer<float> scales)
    {
        var blocks = BlocksOf(matrix.Columns);
        if (matrix is StoredMatrix stored && stored.Every(type => type == GgufTensorType.Q8_0))
            Parallel.For(0, matrix.Rows, row => Copy(
                stored.Stored(row, out _), Slice(values, row, blocks * Block), Slice(scales, row, blocks)));
        else
            EachRow(matrix, (row, floats) => Encode(
                floats, Slice(values, row, blocks * Block), Slice(scales, row, blocks)));
    }

    /// <summary>8 bits [columns, rows] and F32 scales [rows].</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="scales">Where the scales go.</param>
    /// <param name="store">How -127 to 127 are stored.</param>
    public static void Bytes<T>(IMatrix matrix, NativeBuffer<T> values, NativeBuffer<float> scales, Func<sbyte, T> store)
        where T : unmanaged => EachRow(matrix, (row, floats) =>
    {
        const int Most = 127;
        var step = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(floats)) / Most;
        scales[row] = step;
        var bytes = values.Span(0, checked((int)values.Length));
        for (var column = 0; column < matrix.Columns; column++)
            bytes[(column * matrix.Rows) + row] = store(step > 0 ? (sbyte)MathF.Round(floats[column] / step) : (sbyte)0);
    });

    public static int BlocksOf(int columns) => (columns + Block - 1) / Block;

    private static void Encode(ReadOnlySpan<float> floats, Span<byte> bytes, Span<float> scales)
    {
        for (var block = 0; block < scales.Length; block++)
        {
            var values = floats[(block * Block)..Math.Min((block + 1) * Block, floats.Length)];
            scales[block] = EightBitBlocks.Encode(values, bytes.Slice(block * Block, Block));
        }
    }

    private static void Copy(ReadOnlySpan<byte> stored, Span<byte> bytes, Span<float> scales)
    {
        for (var block = 0; block < scales.Length; block++)
        {
            var from = stored.Slice(block * Q8Rows.Q8_0Bytes, Q8Rows.Q8_0Bytes);
            scales[block] = Blocks.Scale(from, 0);
            for (var i = 0; i < Block; i++)
                bytes[(block * Block) + i] = (byte)((sbyte)from[2 + i] + EightBitBlocks.Zero);
        }
    }

    /// <summary>GGUF's byte i holds elements i and i + 16, MatMulNBits' elements 2i and 2i + 1.</summary>
    private static void Interleave(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var at = 2 * i % 16;
            to[i] = i < 8
                ? (byte)((from[at] & 15) | (from[at + 1] & 15) << 4)
                : (byte)((from[at] >> 4) | (from[at + 1] & 0xF0));
        }
    }

    private static void EachRow(IMatrix matrix, Action<int, float[]> encode) =>
        Parallel.ForEach(Partitioner.Create(0, matrix.Rows, RowsAtOnce), range =>
        {
            var floats = new float[matrix.Columns];
            for (var row = range.Item1; row < range.Item2; row++)
            {
                matrix.Read(row, floats);
                encode(row, floats);
            }
        });

    private static Span<T> Slice<T>(NativeBuffer<T> values, int row, int width)
        where T : unmanaged => values.Span((long)row * width, width);
}
