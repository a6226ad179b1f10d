using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Loads GGUF files into ONNX Runtime.</summary>
internal sealed class OnnxDecoderFactory : IDecoderFactory
{
    /// <summary>The most <see cref="ModelOptions.Context"/> takes.</summary>
    private const int MaxContext = 1 << 20;

    private const string ChatTemplateKey = "tokenizer.chat_template";

    public string Backend => "Onnx";

    public IDecoder Load(ModelOptions options, IProgress<double>? progress = null) =>
        Load(options, OnnxComputeNames.Parse(options), progress);

    /// <summary>Loads a model under a compute that <see cref="ModelOptions.Compute"/> need not name.</summary>
    internal IDecoder Load(ModelOptions options, OnnxCompute compute, IProgress<double>? progress = null)
    {
        using var file = GgufFile.Open(options.Path);
        if (options.Parallel < 1)
            throw new ModelLoadException($"{file.Path}: Parallel is {options.Parallel}; it must be at least 1.");
        var shape = LlamaShape.Read(file.Metadata);
        var tokenizer = new GgufTokenizer(file.Metadata);
        var context = ContextLength(file, shape, options.Context);
        var memory = new ModelMemory(file, shape, compute, context);
        var rows = options.Parallel + memory.WarmSequences(options);
        memory.Require(rows, options);

        var threads = DecoderThreads.Choose(options.Threads, shape);
        var size = new LlamaSessionSize(compute, options.Parallel, rows, context + 1, threads);
        var session = LlamaSession.Load(file, shape, size, progress);
        var info = new DecoderInfo(
            $"{GgufSummary.Of(file)}, ONNX Runtime {compute.Name()}",
            ModelFingerprint.Of(file, Backend, compute.Name()),
            context,
            rows,
            file.Metadata.TextOrNull(ChatTemplateKey));
        return new OnnxDecoder(session, tokenizer, info with
        {
            MaxBatch = options.Parallel,
            ComputesPromptsApart = true,
            EmbeddingSize = shape.Embedding,
        });
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
}
