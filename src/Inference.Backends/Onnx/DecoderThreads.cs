namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>How many threads a model is run with.</summary>
internal static class DecoderThreads
{
    /// <summary>
    /// Matrix weights worth a thread of their own. A token of a model reads every weight once, and each of its nodes waits for
    /// all threads: at 2.2 million weights a second thread was 2% slower for one sequence and 9% faster for eight, which is
    /// not worth the core that the rest of the server would miss.
    /// </summary>
    private const long WeightsPerThread = 4_000_000;

    /// <param name="wanted">The option <c>Threads</c>; 0: chosen here.</param>
    /// <param name="shape">The model.</param>
    public static int Choose(int wanted, LlamaShape shape)
    {
        if (wanted > 0)
            return wanted;
        var attention = 2L * (shape.Heads + shape.KvHeads) * shape.HeadSize * shape.Embedding;
        var feedForward = 3L * shape.FeedForward * shape.Embedding;
        var weights = (shape.Layers * (attention + feedForward)) + ((long)shape.Vocabulary * shape.Embedding);
        return (int)Math.Clamp(weights / WeightsPerThread, 1, Environment.ProcessorCount);
    }
}
