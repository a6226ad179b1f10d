namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>How many threads a model is run with.</summary>
internal static class DecoderThreads
{
    /// <param name="wanted">The option <c>Threads</c>; 0: chosen here.</param>
    /// <param name="shape">The model.</param>
    public static int Choose(int wanted, LlamaShape shape)
    {
        _ = shape;
        return wanted > 0 ? wanted : Environment.ProcessorCount;
    }
}
