namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>A matrix of weights, [outputs, inputs], read as floats a row at a time; safe for several threads.</summary>
internal interface IMatrix
{
    int Rows { get; }

    int Columns { get; }

    /// <param name="row">The row.</param>
    /// <param name="values"><see cref="Columns"/> floats.</param>
    void Read(int row, Span<float> values);
}
