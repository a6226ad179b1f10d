using System.Runtime.InteropServices;

namespace TenantLLM.TestKit.Gguf;

/// <summary>A model of noise of the llama family, a few thousand parameters, as a GGUF file: enough to test all that does not
/// depend on what a model has learned.</summary>
public sealed record TinyLlama
{
    public const int F32 = 0;

    /// <summary>llama, qwen2 or qwen3.</summary>
    public string Architecture { get; init; } = "llama";

    public bool Biases => Architecture == "qwen2";

    public bool HeadNorms => Architecture == "qwen3";

    /// <summary>Whether Q and K have the pairs of the rotary embedding side by side, not half a head apart.</summary>
    public bool InterleavedRotary => Architecture == "llama";

    /// <summary>Whether the file has divisors of the rotary embedding's frequencies, as Llama 3.1's have.</summary>
    public bool RopeFactors { get; init; }

    public int Layers { get; init; } = 2;

    public int Embedding { get; init; } = 32;

    public int Heads { get; init; } = 4;

    public int KvHeads { get; init; } = 2;

    public int HeadSize { get; init; } = 16;

    public int FeedForward { get; init; } = 48;

    public int Context { get; init; } = 96;

    public bool Tied { get; init; }

    public float Epsilon { get; init; } = 1e-5f;

    public float RopeBase { get; init; } = 1000;

    public ulong Seed { get; init; } = 1;

    public int Vocabulary { get; init; } = TinyVocabulary.Tokens.Length;

    /// <summary>The tensors' values, row-major, by name.</summary>
    public Dictionary<string, float[]> Weights()
    {
        var noise = new Noise(Seed);
        return Shapes().ToDictionary(
            tensor => tensor.Name,
            tensor => Enumerable.Range(0, (int)tensor.Shape.Aggregate((a, b) => a * b))
                .Select(_ => tensor.Shape.Length == 1 && !tensor.Name.EndsWith(".bias", StringComparison.Ordinal)
                    ? 1 + (0.2f * noise.Symmetric())
                    : 0.4f * noise.Symmetric())
                .ToArray());
    }

    /// <summary>The model as a file, its tensors in F32, or its matrices as a quantizer makes them.</summary>
    public GgufWriter Write(TinyQuantizer? quantizer = null)
    {
        var writer = new GgufWriter()
            .Set("general.architecture", Architecture)
            .Set($"{Architecture}.block_count", (uint)Layers)
            .Set($"{Architecture}.context_length", (uint)Context)
            .Set($"{Architecture}.embedding_length", (uint)Embedding)
            .Set($"{Architecture}.feed_forward_length", (uint)FeedForward)
            .Set($"{Architecture}.attention.head_count", (uint)Heads)
            .Set($"{Architecture}.attention.head_count_kv", (uint)KvHeads)
            .Set($"{Architecture}.attention.key_length", (uint)HeadSize)
            .Set($"{Architecture}.attention.value_length", (uint)HeadSize)
            .Set($"{Architecture}.attention.layer_norm_rms_epsilon", Epsilon)
            .Set($"{Architecture}.rope.freq_base", RopeBase)
            .Set($"{Architecture}.rope.dimension_count", (uint)HeadSize);
        TinyVocabulary.Write(writer);
        var weights = Weights();
        foreach (var (name, shape) in Shapes())
            writer.Add(shape.Length == 2 && quantizer is not null
                ? new GgufTensorData(name, quantizer.Type, shape, quantizer.Quantize(weights[name]))
                : new GgufTensorData(name, F32, shape, MemoryMarshal.AsBytes(weights[name].AsSpan()).ToArray()));
        return writer;
    }

    private IEnumerable<(string Name, long[] Shape)> Shapes()
    {
        yield return ("token_embd.weight", [Vocabulary, Embedding]);
        yield return ("output_norm.weight", [Embedding]);
        if (!Tied)
            yield return ("output.weight", [Vocabulary, Embedding]);
        if (RopeFactors)
            yield return ("rope_freqs.weight", [HeadSize / 2]);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return ($"blk.{layer}.attn_norm.weight", [Embedding]);
            yield return ($"blk.{layer}.attn_q.weight", [Heads * HeadSize, Embedding]);
            yield return ($"blk.{layer}.attn_k.weight", [KvHeads * HeadSize, Embedding]);
            yield return ($"blk.{layer}.attn_v.weight", [KvHeads * HeadSize, Embedding]);
            if (Biases)
            {
                yield return ($"blk.{layer}.attn_q.bias", [Heads * HeadSize]);
                yield return ($"blk.{layer}.attn_k.bias", [KvHeads * HeadSize]);
                yield return ($"blk.{layer}.attn_v.bias", [KvHeads * HeadSize]);
            }

            if (HeadNorms)
            {
                yield return ($"blk.{layer}.attn_q_norm.weight", [HeadSize]);
                yield return ($"blk.{layer}.attn_k_norm.weight", [HeadSize]);
            }

            yield return ($"blk.{layer}.attn_output.weight", [Embedding, Heads * HeadSize]);
            yield return ($"blk.{layer}.ffn_norm.weight", [Embedding]);
            yield return ($"blk.{layer}.ffn_gate.weight", [FeedForward, Embedding]);
            yield return ($"blk.{layer}.ffn_up.weight", [FeedForward, Embedding]);
            yield return ($"blk.{layer}.ffn_down.weight", [Embedding, FeedForward]);
        }
    }
}
