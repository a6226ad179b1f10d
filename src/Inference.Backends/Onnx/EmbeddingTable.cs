using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;
using TenantLLM.Inference.Backends.Onnx.Weights;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>What tokens are to the residual stream at its start, and what the stream is to embeddings at its end. The table's
/// bytes are the file's, copied, since a mapped file that somebody cuts short ends the process; a token's row is
/// turned into floats when it is read.</summary>
internal sealed class EmbeddingTable : IDisposable
{
    private readonly GgufTensor _tensor;
    private readonly DequantizeRow _dequantize;
    private readonly NativeBuffer<byte> _rows;
    private readonly Rotation? _rotation;
    private readonly float[]? _outputNorm;

    /// <param name="file">The file.</param>
    /// <param name="tensor">[vocabulary, width].</param>
    /// <param name="rotation">How the graph's residual stream is rotated; null: not at all.</param>
    /// <param name="outputNorm">The weights of the last norm, where the graph's norm has none.</param>
    public EmbeddingTable(GgufFile file, GgufTensor tensor, Rotation? rotation, float[]? outputNorm)
    {
        _tensor = tensor;
        _dequantize = Dequantization.Of(tensor, file.Path);
        _rotation = rotation;
        _outputNorm = outputNorm;
        _rows = new NativeBuffer<byte>(tensor.Rows * tensor.RowBytes);
        for (var row = 0L; row < tensor.Rows; row++)
            file.Row(tensor, row).CopyTo(Row(row));
    }

    public int Width => (int)_tensor.Columns;

    /// <summary>A token's row of the residual stream.</summary>
    public void Read(int token, Span<float> values)
    {
        _dequantize(Row(token), values);
        _rotation?.Apply(values);
    }

    /// <summary>Adds normed rows of the stream's end to a sum, as the model without a rotation would have them.</summary>
    public void AddHidden(ReadOnlySpan<float> rows, Span<float> sum)
    {
        var total = new float[Width];
        for (; !rows.IsEmpty; rows = rows[Width..])
            TensorPrimitives.Add(total, rows[..Width], total);
        _rotation?.Undo(total);
        if (_outputNorm is not null)
            TensorPrimitives.Multiply(total, _outputNorm, total);
        TensorPrimitives.Add(sum, total, sum);
    }

    public void Dispose() => _rows.Dispose();

    private Span<byte> Row(long row) => _rows.Span(row * _tensor.RowBytes, (int)_tensor.RowBytes);
}
