using System.Runtime.InteropServices;

namespace TenantLLM.TestKit.Gguf;

/// <summary>A llama model of noise, a few thousand parameters, as a GGUF file: enough to test all that does not depend on
/// what a model has learned.</summary>
public sealed record TinyLlama
{
    public const int F32 = 0;

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
                .Select(_ => tensor.Shape.Length == 1 ? 1 + (0.2f * noise.Symmetric()) : 0.4f * noise.Symmetric())
                .ToArray());
    }

    /// <summary>The model as a file, its tensors in F32.</summary>
    public GgufWriter Write()
    {
        var writer = new GgufWriter()
            .Set("general.architecture", "llama")
            .Set("llama.block_count", (uint)Layers)
            .Set("llama.context_length", (uint)Context)
            .Set("llama.embedding_length", (uint)Embedding)
            .Set("llama.feed_forward_length", (uint)FeedForward)
            .Set("llama.attention.head_count", (uint)Heads)
            .Set("llama.attention.head_count_kv", (uint)KvHeads)
            .Set("llama.attention.key_length", (uint)HeadSize)
            .Set("llama.attention.value_length", (uint)HeadSize)
            .Set("llama.attention.layer_norm_rms_epsilon", Epsilon)
            .Set("llama.rope.freq_base", RopeBase)
            .Set("llama.rope.dimension_count", (uint)HeadSize);
        TinyVocabulary.Write(writer);
        var weights = Weights();
        foreach (var (name, shape) in Shapes())
            writer.Add(new GgufTensorData(name, F32, shape, MemoryMarshal.AsBytes(weights[name].AsSpan()).ToArray()));
        return writer;
    }

    private IEnumerable<(string Name, long[] Shape)> Shapes()
    {
        yield return ("token_embd.weight", [Vocabulary, Embedding]);
        yield return ("output_norm.weight", [Embedding]);
        if (!Tied)
            yield return ("output.weight", [Vocabulary, Embedding]);
        for (var layer = 0; layer < Layers; layer++)
        {
            yield return ($"blk.{layer}.attn_norm.weight", [Embedding]);
            yield return ($"blk.{layer}.attn_q.weight", [Heads * HeadSize, Embedding]);
            yield return ($"blk.{layer}.attn_k.weight", [KvHeads * HeadSize, Embedding]);
            yield return ($"blk.{layer}.attn_v.weight", [KvHeads * HeadSize, Embedding]);
            yield return ($"blk.{layer}.attn_output.weight", [Embedding, Heads * HeadSize]);
            yield return ($"blk.{layer}.ffn_norm.weight", [Embedding]);
            yield return ($"blk.{layer}.ffn_gate.weight", [FeedForward, Embedding]);
            yield return ($"blk.{layer}.ffn_up.weight", [FeedForward, Embedding]);
            yield return ($"blk.{layer}.ffn_down.weight", [Embedding, FeedForward]);
        }
    }
}
