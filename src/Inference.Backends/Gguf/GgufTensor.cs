namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>A tensor of the file, row-major.</summary>
/// <param name="Name">Its name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Shape">Its dimensions, the slowest first: [rows, columns]. The file has them the other way round.</param>
/// <param name="Offset">Where its data begin, in bytes from the start of the file.</param>
/// <param name="RowBytes">Bytes of one row, the last dimension.</param>
/// <param name="Rows">All dimensions but the last, multiplied.</param>
internal sealed record GgufTensor(
    string Name, GgufTensorType Type, IReadOnlyList<long> Shape, long Offset, long RowBytes, long Rows)
{
    public long Columns => Shape[^1];

    public long Elements => Rows * Columns;

    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
