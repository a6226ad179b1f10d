using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>A matrix as the file has it, or several below one another.</summary>
internal sealed class StoredMatrix(GgufFile file, params StoredMatrix.Part[] parts) : IMatrix
{
    public int Rows { get; } = (int)parts.Sum(part => part.Tensor.Rows);

    public int Columns { get; } = (int)parts[0].Tensor.Columns;

    public bool Every(Func<GgufTensorType, bool> predicate) => parts.All(part => predicate(part.Tensor.Type));

    public void Read(int row, Span<float> values)
    {
        var stored = Stored(row, out var tensor);
        Dequantization.Of(tensor, file.Path)(stored, values);
    }

    /// <summary>A row's bytes in the file.</summary>
    public ReadOnlySpan<byte> Stored(int row, out GgufTensor tensor)
    {
        var at = 0;
        while (row >= parts[at].Tensor.Rows)
            row -= (int)parts[at++].Tensor.Rows;
        tensor = parts[at].Tensor;
        return file.Row(tensor, parts[at].RowOf?.Invoke(row) ?? row);
    }

    /// <summary>A tensor, and where it lies in the file another order of rows than the graph's: the file's row for the graph's.</summary>
    public sealed record Part(GgufTensor Tensor, Func<int, int>? RowOf = null);
}
