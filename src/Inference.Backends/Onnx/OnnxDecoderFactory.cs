using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Loads GGUF files into ONNX Runtime.</summary>
internal sealed class OnnxDecoderFactory : IDecoderFactory
{
    private const string ExactCompute = "exact";

    /// <summary>The most <see cref="ModelOptions.Context"/> takes.</summary>
    private const int MaxContext = 1 << 20;

    private const string ChatTemplateKey = "tokenizer.chat_template";

    public string Backend => "Onnx";

    public IDecoder Load(ModelOptions options, IProgress<double>? progress = null)
    {
        using var file = GgufFile.Open(options.Path);
        if (options.Compute != ExactCompute)
            throw new ModelLoadException(
                $"{file.Path}: Compute '{options.Compute}' is not supported by the Onnx backend; supported: {ExactCompute}.");
        if (options.Parallel < 1)
            throw new ModelLoadException($"{file.Path}: Parallel is {options.Parallel}; it must be at least 1.");
        var shape = LlamaShape.Read(file.Metadata);
        var tokenizer = new GgufTokenizer(file.Metadata);
        var context = ContextLength(file, shape, options.Context);
        RequireMemory(file, shape, options.Parallel, context);

        var threads = DecoderThreads.Choose(options.Threads, shape);
        var session = LlamaSession.Load(file, shape, options.Parallel, context, threads);
        return new OnnxDecoder(session, tokenizer, new DecoderInfo(
            $"{GgufSummary.Of(file)}, ONNX Runtime {ExactCompute}",
            ModelFingerprint.Of(file, Backend, options.Compute),
            context,
            options.Parallel,
            file.Metadata.TextOrNull(ChatTemplateKey)));
    }

    private static int ContextLength(GgufFile file, LlamaShape shape, int wanted)
    {
        if (wanted < 0 || wanted > shape.TrainedContext)
            throw new ModelLoadException(
                $"{file.Path}: Context is {wanted}; the model was made for {shape.TrainedContext} tokens. "
                + "Lower Context, or leave it 0 for all of them.");
        if (wanted == 0 && shape.TrainedContext > MaxContext)
            throw new ModelLoadException(
                $"{file.Path}: the model was made for {shape.TrainedContext} tokens, more than {MaxContext}. Set Context.");
        return wanted == 0 ? shape.TrainedContext : wanted;
    }

    private static void RequireMemory(GgufFile file, LlamaShape shape, int parallel, int context)
    {
        var cache = KeyValueCache.Bytes(shape, parallel, context);
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (cache > available)
            throw new ModelLoadException(
                $"{file.Path}: the KV cache of Parallel {parallel} × Context {context} takes {cache >> 20:N0} MiB; "
                + $"{available >> 20:N0} MiB of memory are available. Lower Parallel or Context.");
    }
}
