using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>
/// Keys and values of all sequences: for each layer a tensor of keys and one of values, [rows, key-value heads, capacity,
/// head size], a row a sequence. The operating system gives pages as they are first written, so rows never used cost nothing.
/// </summary>
internal sealed class KeyValueCache(LlamaShape shape, int rows, int capacity) : IDisposable
{
    private readonly NativeBuffer<float> _data = new(Bytes(shape, rows, capacity) / sizeof(float));

    private long HeadFloats => (long)capacity * shape.HeadSize;

    private long RowFloats => shape.KvHeads * HeadFloats;

    private long TensorFloats => rows * RowFloats;

    /// <summary>The bytes a cache would take; saturates.</summary>
    public static long Bytes(LlamaShape shape, int rows, int capacity)
    {
        var bytes = (Int128)2 * shape.Layers * rows * shape.KvHeads * capacity * shape.HeadSize * sizeof(float);
        return bytes > long.MaxValue ? long.MaxValue : (long)bytes;
    }

    /// <summary>The keys of some neighbouring rows of a layer, as an input and output of the graph.</summary>
    public OrtValue Keys(int layer, int firstRow, int rowCount) => View(2 * layer, firstRow, rowCount);

    public OrtValue Values(int layer, int firstRow, int rowCount) => View((2 * layer) + 1, firstRow, rowCount);

    /// <summary>Copies the first tokens of a row.</summary>
    public void Copy(int source, int destination, int tokens)
    {
        for (var tensor = 0; tensor < 2 * shape.Layers; tensor++)
        {
            for (var head = 0; head < shape.KvHeads; head++)
                Tokens(tensor, source, head, tokens).CopyTo(Tokens(tensor, destination, head, tokens));
        }
    }

    /// <summary>Exchanges the first tokens of two rows.</summary>
    public void Swap(int a, int b, int tokens)
    {
        var held = new float[tokens * shape.HeadSize];
        for (var tensor = 0; tensor < 2 * shape.Layers; tensor++)
        {
            for (var head = 0; head < shape.KvHeads; head++)
            {
                Tokens(tensor, a, head, tokens).CopyTo(held);
                Tokens(tensor, b, head, tokens).CopyTo(Tokens(tensor, a, head, tokens));
                held.CopyTo(Tokens(tensor, b, head, tokens));
            }
        }
    }

    /// <summary>Copies the first tokens of a row out, or back in.</summary>
    /// <param name="row">The row.</param>
    /// <param name="outside">As much as <see cref="Floats"/> says.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="back">Whether into the row.</param>
    public void Exchange(int row, NativeBuffer<float> outside, int tokens, bool back)
    {
        var (offset, count) = (0L, tokens * shape.HeadSize);
        for (var tensor = 0; tensor < 2 * shape.Layers; tensor++)
        {
            for (var head = 0; head < shape.KvHeads; head++, offset += count)
            {
                var inside = Tokens(tensor, row, head, tokens);
                if (back)
                    outside.Span(offset, count).CopyTo(inside);
                else
                    inside.CopyTo(outside.Span(offset, count));
            }
        }
    }

    /// <summary>Floats that a row's first tokens take.</summary>
    public long Floats(int tokens) => 2L * shape.Layers * shape.KvHeads * tokens * shape.HeadSize;

    public void Dispose() => _data.Dispose();

    private OrtValue View(int tensor, int firstRow, int rowCount) => _data.Tensor(
        (tensor * TensorFloats) + (firstRow * RowFloats), rowCount, shape.KvHeads, capacity, shape.HeadSize);

    private Span<float> Tokens(int tensor, int row, int head, int tokens) => _data.Span(
        (tensor * TensorFloats) + (row * RowFloats) + (head * HeadFloats), tokens * shape.HeadSize);
}
