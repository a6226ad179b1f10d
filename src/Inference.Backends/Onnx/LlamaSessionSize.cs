namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>How large and with what a model is run.</summary>
/// <param name="Compute">How weights are held.</param>
/// <param name="Batch">Sequences of a call.</param>
/// <param name="Rows">Sequences held, <paramref name="Batch"/> or more.</param>
/// <param name="Capacity">Tokens a sequence can hold, and one that may lie behind them during a call.</param>
/// <param name="Threads">Threads of a call.</param>
internal readonly record struct LlamaSessionSize(OnnxCompute Compute, int Batch, int Rows, int Capacity, int Threads);
