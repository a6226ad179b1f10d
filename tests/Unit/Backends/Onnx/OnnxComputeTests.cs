using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

/// <summary>Rounded computes against the same weights in F32.</summary>
public sealed class OnnxComputeTests
{
    /// <summary>The width has an odd factor, so that all parts of the rotation have work.</summary>
    private static readonly TinyLlama Model = new() { Embedding = 96, FeedForward = 160, Tied = true };

    public static TheoryData<string, string> Files => new()
    {
        { "llama", "Q8_0" }, { "llama", "Q4_0" }, { "qwen2", "Q8_0" }, { "qwen3", "Q4_0" }, { "llama", "F32" }, { "qwen2", "F32" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Decode_RoundedComputes_StayNearTheFloats(string architecture, string type)
    {
        using var file = Write(architecture, type);
        var (expected, hidden) = Run(file, OnnxCompute.Float);
        foreach (var compute in (OnnxCompute[])[OnnxCompute.Exact, OnnxCompute.Int8])
        {
            var (logits, embedding) = Run(file, compute);
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(expected, logits), 0.99f, 1.001f);
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(hidden, embedding), 0.99f, 1.001f);
        }
    }

    private static TemporaryFile Write(string architecture, string type) => new((Model with { Architecture = architecture })
        .Write(TinyQuantizer.Of(type)).ToArray());

    private static (float[] Logits, float[] Embedding) Run(TemporaryFile file, OnnxCompute compute)
    {
        var options = new ModelOptions { Path = file.FilePath, Parallel = 1, Threads = 1 };
        using var decoder = new OnnxDecoderFactory().Load(options, compute);
        Assert.EndsWith($"ONNX Runtime {compute.Name()}", decoder.Info.Description, StringComparison.Ordinal);
        var noise = new Noise(4);
        int[] tokens = [.. Enumerable.Range(0, 30).Select(_ => noise.Below(Model.Vocabulary))];
        var logits = decoder.Decode([new(0, tokens, 0, 8)]);
        var rows = new List<float>();
        for (var row = 0; row < logits.Rows; row++)
            rows.AddRange(logits[row]);
        var embedding = new float[decoder.Info.EmbeddingSize];
        decoder.Embed(new SequenceInput(1, tokens, 0, 0), embedding);
        return ([.. rows], embedding);
    }
}
