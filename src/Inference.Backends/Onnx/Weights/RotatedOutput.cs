namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>A matrix that writes the residual stream, for one that is rotated: each column becomes R times itself.</summary>
internal sealed class RotatedOutput : IMatrix
{
    /// <summary>Columns rotated together: a cache line of floats.</summary>
    private const int Together = 16;

    private readonly float[] _values;

    public RotatedOutput(IMatrix matrix, Rotation rotation)
    {
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        _values = new float[(long)Rows * Columns];
        Parallel.For(0, Rows, row => matrix.Read(row, _values.AsSpan(row * Columns, Columns)));
        Parallel.For(0, (Columns + Together - 1) / Together, slab => Rotate(slab * Together, rotation));
    }

    public int Rows { get; }

    public int Columns { get; }

    public void Read(int row, Span<float> values) => _values.AsSpan(row * Columns, Columns).CopyTo(values);

    private void Rotate(int first, Rotation rotation)
    {
        var count = Math.Min(Together, Columns - first);
        var slab = new float[count * Rows];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < count; column++)
                slab[(column * Rows) + row] = _values[(row * Columns) + first + column];
        }

        for (var column = 0; column < count; column++)
            rotation.Apply(slab.AsSpan(column * Rows, Rows));
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < count; column++)
                _values[(row * Columns) + first + column] = slab[(column * Rows) + row];
        }
    }
}
