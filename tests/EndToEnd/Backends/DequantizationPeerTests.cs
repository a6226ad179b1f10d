using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.EndToEnd.Backends;

public sealed class DequantizationPeerTests
{
    /// <summary>A width of whole blocks of every type.</summary>
    private static readonly TinyLlama Model = new() { Layers = 1, Embedding = 256, FeedForward = 256, Heads = 4, HeadSize = 64 };

    private static readonly string[] Types =
        ["F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K_S", "Q4_K_S", "Q5_K_S", "Q6_K", "IQ4_NL", "IQ4_XS"];

    private static readonly HashSet<GgufTensorType> Kinds =
    [
        GgufTensorType.Q4_0, GgufTensorType.Q4_1, GgufTensorType.Q5_0, GgufTensorType.Q5_1, GgufTensorType.Q8_0, GgufTensorType.Q2_K,
        GgufTensorType.Q3_K, GgufTensorType.Q4_K, GgufTensorType.Q5_K, GgufTensorType.Q6_K, GgufTensorType.IQ4_NL, GgufTensorType.IQ4_XS,
    ];

    [SharedFact(LlamaQuantize.Program)]
    public async Task Row_OfEveryType_IsWhatLlamaCppMakesOfIt()
    {
        using var folder = new TemporaryFolder();
        using var source = new TemporaryFile(Model.Write().ToArray());
        var met = new HashSet<GgufTensorType>();
        foreach (var type in Types)
        {
            var small = await LlamaQuantize.RunAsync(source.FilePath, folder.File($"{type}.gguf"), type, "--pure");
            var floats = await LlamaQuantize.RunAsync(small, folder.File($"{type}.F32.gguf"), "F32");
            using var quantized = GgufFile.Open(small);
            using var expected = GgufFile.Open(floats);
            foreach (var tensor in quantized.Tensors.Values)
            {
                met.Add(tensor.Type);
                for (var row = 0L; row < tensor.Rows; row++)
                    AssertEqual(Row(expected, expected.Tensors[tensor.Name], row), Row(quantized, tensor, row), $"{type} {tensor.Name} {row}");
            }
        }

        // The quantizer falls back to other types where it cannot have its own.
        Assert.Superset(Kinds, met);
    }

    private static float[] Row(GgufFile file, GgufTensor tensor, long row)
    {
        var values = new float[tensor.Columns];
        Dequantization.Of(tensor, file.Path)(file.Row(tensor, row), values);
        return values;
    }

    /// <summary>A compiler may fuse a product and a sum, which rounds once less.</summary>
    private static void AssertEqual(float[] expected, float[] actual, string what)
    {
        var tolerance = 1e-6f * expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}: element {i} is {actual[i]}, not {expected[i]}.");
    }
}
