namespace TenantLLM.Inference.Backends.Gguf.Tensors;

/// <summary>Turns a stored row into floats.</summary>
/// <param name="row">The row's bytes.</param>
/// <param name="values">As many floats as the row has elements.</param>
internal delegate void DequantizeRow(ReadOnlySpan<byte> row, Span<float> values);
