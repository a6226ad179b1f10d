using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>The hyperparameters of a model of the llama family: llama, qwen2 or qwen3 (ggml's docs/gguf.md, "LLM").</summary>
internal sealed record LlamaShape
{
    /// <summary>GroupQueryAttention's rotary embedding takes head sizes that are multiples of this.</summary>
    private const int HeadSizeStep = 16;

    private static readonly string[] Architectures = ["llama", "qwen2", "qwen3"];

    public required string Architecture { get; init; }

    /// <summary>Whether the file's Q and K have the pairs of the rotary embedding side by side, not half a head apart.</summary>
    public bool InterleavedRotary => Architecture == "llama";

    /// <summary>Whether each head's queries and keys are normed before the rotary embedding.</summary>
    public bool HeadNorms => Architecture == "qwen3";

    public required int Vocabulary { get; init; }

    public required int Layers { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Embedding { get; init; }

    public required int FeedForward { get; init; }

    public required int Heads { get; init; }

    public required int KvHeads { get; init; }

    public required int HeadSize { get; init; }

    /// <summary>Added to the mean square in RMS norms.</summary>
    public required float Epsilon { get; init; }

    public required float RopeBase { get; init; }

    /// <summary>Positions are multiplied by this: 1 / factor of linear scaling.</summary>
    public required float RopeScale { get; init; }

    /// <summary>Tokens the model was made for.</summary>
    public required int TrainedContext { get; init; }

    public static LlamaShape Read(GgufMetadata metadata)
    {
        var architecture = metadata.Text("general.architecture");
        if (!Architectures.Contains(architecture))
            throw new ModelLoadException(
                $"{metadata.Path}: architecture '{architecture}' is not supported by the Onnx backend; "
                + $"supported: {string.Join(", ", Architectures)}.");
        RequireDense(metadata, architecture);
        const int Most = 1 << 20;
        var embedding = metadata.Integer($"{architecture}.embedding_length", 1, Most);
        var heads = metadata.Integer($"{architecture}.attention.head_count", 1, Most);
        var shape = new LlamaShape
        {
            Architecture = architecture,
            Vocabulary = metadata.Texts(GgufTokenizerKeys.Tokens).Length,
            Layers = metadata.Integer($"{architecture}.block_count", 1, 4096),
            Embedding = embedding,
            FeedForward = metadata.Integer($"{architecture}.feed_forward_length", 1, Most),
            Heads = heads,
            KvHeads = metadata.IntegerOrNull($"{architecture}.attention.head_count_kv", 1, heads) ?? heads,
            HeadSize = metadata.IntegerOrNull($"{architecture}.attention.key_length", 1, Most) ?? embedding / heads,
            Epsilon = metadata.Positive($"{architecture}.attention.layer_norm_rms_epsilon"),
            RopeBase = metadata.PositiveOrNull($"{architecture}.rope.freq_base") ?? 10_000,
            RopeScale = ReadRopeScale(metadata, architecture),
            TrainedContext = metadata.Integer($"{architecture}.context_length", 1, int.MaxValue),
        };
        shape.Validate(metadata);
        return shape;
    }

    /// <summary>Refuses what is in the family but not in the graph.</summary>
    private static void RequireDense(GgufMetadata metadata, string architecture)
    {
        if (metadata.IntegerOrNull($"{architecture}.expert_count", 0, int.MaxValue) is > 0 and var experts)
            throw new ModelLoadException($"{metadata.Path}: a mixture of {experts} experts is not supported by the Onnx backend.");
        var window = $"{architecture}.attention.sliding_window";
        if (metadata.IntegerOrNull(window, 0, int.MaxValue) is > 0 and var tokens)
            throw new ModelLoadException(
                $"{metadata.Path}: '{window}' is {tokens}: sliding-window attention is not supported by the Onnx backend.");
    }

    private void Validate(GgufMetadata metadata)
    {
        if (Heads % KvHeads != 0)
            throw new ModelLoadException($"{metadata.Path}: {Heads} attention heads cannot share {KvHeads} key-value heads.");
        if (HeadSize % HeadSizeStep != 0 || HeadSize == 0)
            throw new ModelLoadException(
                $"{metadata.Path}: a head size of {HeadSize} is not supported by the Onnx backend; "
                + $"it must be a multiple of {HeadSizeStep}.");
        foreach (var key in (string[])[$"{Architecture}.attention.value_length", $"{Architecture}.rope.dimension_count"])
        {
            if (metadata.IntegerOrNull(key, 0, int.MaxValue) is { } value && value != HeadSize)
                throw new ModelLoadException(
                    $"{metadata.Path}: '{key}' is {value}; the Onnx backend supports only the head size, {HeadSize}.");
        }
    }

    private static float ReadRopeScale(GgufMetadata metadata, string architecture)
    {
        var type = metadata.TextOrNull($"{architecture}.rope.scaling.type") ?? "linear";
        var factor = metadata.PositiveOrNull($"{architecture}.rope.scaling.factor")
            ?? metadata.PositiveOrNull($"{architecture}.rope.scale_linear") ?? 1;
        return type switch
        {
            "none" => 1,
            "linear" => 1 / factor,
            _ => throw new ModelLoadException(
                $"{metadata.Path}: rope scaling '{type}' is not supported by the Onnx backend; supported: none, linear, and "
                + "Llama 3's factors."),
        };
    }
}
