using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>How ONNX Runtime runs a decoder's graph.</summary>
internal static class OnnxSessionOptions
{
    /// <param name="threads">Threads of a call, the caller's included.</param>
    /// <param name="weightsFolder">Where the file lies that <see cref="Graph.OnnxGraphBuilder"/> names.</param>
    public static SessionOptions Create(int threads, string weightsFolder)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = threads,
            // The graph is written in the fused operators already.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Workers spin between the nodes of a call, where blocking would cost more than the node, and stop when it ends.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", weightsFolder);
        return options;
    }
}
