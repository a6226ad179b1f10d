using System.Numerics.Tensors;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>A matrix that reads the normed residual stream, for one that is rotated and whose norm has no weights: each row w
/// becomes R·(w · norm).</summary>
internal sealed class RotatedInput(IMatrix matrix, float[] norm, Rotation rotation) : IMatrix
{
    public int Rows => matrix.Rows;

    public int Columns => matrix.Columns;

    public void Read(int row, Span<float> values)
    {
        matrix.Read(row, values);
        TensorPrimitives.Multiply(values, norm, values);
        rotation.Apply(values);
    }
}
