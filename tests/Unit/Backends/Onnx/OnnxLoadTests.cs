using System.Runtime.InteropServices;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

public sealed class OnnxLoadTests
{
    private const int Iq2Xxs = 16;
    private static readonly TinyLlama Model = new() { Layers = 1 };

    public static TheoryData<string, string> BrokenMetadata => new()
    {
        { "general.architecture=gemma2", "architecture 'gemma2' is not supported by the Onnx backend; supported: llama, qwen2, qwen3" },
        { "general.architecture=", "the key 'general.architecture' is missing" },
        { "llama.block_count=", "the key 'llama.block_count' is missing" },
        { "llama.block_count=2", "the tensor 'blk.1.attn_norm.weight' is missing" },
        { "llama.block_count=two", "'llama.block_count' is not an integer" },
        { "llama.attention.key_length=24", "a head size of 24 is not supported" },
        { "llama.attention.value_length=8", "'llama.attention.value_length' is 8" },
        { "llama.attention.head_count=0", "'llama.attention.head_count' is 0, outside 1 to" },
        { "llama.attention.head_count_kv=3", "4 attention heads cannot share 3 key-value heads" },
        { "llama.rope.dimension_count=8", "'llama.rope.dimension_count' is 8" },
        { "llama.rope.scaling.type=yarn", "rope scaling 'yarn' is not supported by the Onnx backend; supported: none, linear, and Llama 3's factors" },
        { "llama.attention.sliding_window=4096", "'llama.attention.sliding_window' is 4096: sliding-window attention is not supported" },
        { "llama.expert_count=8", "a mixture of 8 experts is not supported" },
        { "llama.feed_forward_length=64", "tensor 'blk.0.ffn_gate.weight' has the shape [48, 32]; [64, 32] was expected" },
        { "tokenizer.ggml.model=llama", "the tokenizer 'llama' (SentencePiece) is not supported" },
        { "tokenizer.ggml.pre=tekken", "the pre-tokenizer 'tekken' is not supported; supported: gpt-2, smollm" },
        { "tokenizer.ggml.tokens=", "the key 'tokenizer.ggml.tokens' is missing" },
        { "tokenizer.ggml.eos_token_id=4000", "'tokenizer.ggml.eos_token_id' is 4000, outside 0 to" },
    };

    [Theory]
    [MemberData(nameof(BrokenMetadata))]
    public void Load_MetadataThatCannotBe_SaysWhat(string change, string message)
    {
        var (key, value) = (change.Split('=')[0], change.Split('=')[1]);
        var writer = Model.Write().Unset(key);
        if (value.Length > 0)
            writer.Set(key, int.TryParse(value, out var number) ? (uint)number : value);
        Assert.Contains(message, Refusal(writer), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorTypeNotSupported_NamesTensorAndTypes()
    {
        var message = Refusal(Model.Write().Replace(
            "blk.0.ffn_up.weight", tensor => tensor with { Type = Iq2Xxs, Shape = [48, 256], Data = new byte[48 * 66] }));
        Assert.Contains("tensor 'blk.0.ffn_up.weight' has the type IQ2_XXS", message, StringComparison.Ordinal);
        Assert.Contains("supported: F32, F16, BF16, Q4_0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blk.0.ffn_up.bias")]
    [InlineData("blk.0.attn_q_norm.weight")]
    public void Load_TensorWithNoPlace_IsRefused(string name) => Assert.Contains(
        $"tensor '{name}' has no place",
        Refusal(Model.Write().Add(new GgufTensorData(name, TinyLlama.F32, [64], new byte[256]))),
        StringComparison.Ordinal);

    [Fact]
    public void Load_OptionsThatCannotBe_NameTheKeyToChange()
    {
        Assert.Contains(
            "Context is 97; the model was made for 96", Refusal(Model.Write(), new() { Context = 97 }), StringComparison.Ordinal);
        Assert.Contains("Set Context", Refusal((Model with { Context = 1 << 21 }).Write()), StringComparison.Ordinal);
        Assert.Contains(
            "Compute 'int3' is not supported by the Onnx backend; supported: exact, int8",
            Refusal(Model.Write(), new() { Compute = "int3" }),
            StringComparison.Ordinal);
        Assert.Contains(
            "Lower Parallel or Context",
            Refusal((Model with { Context = 1 << 20 }).Write(), new() { Parallel = 1024 }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PathThatIsNoFile_SaysSo()
    {
        var missing = Path.Combine(Path.GetTempPath(), "none.gguf");
        Assert.Equal($"{missing} does not exist.", Refusal(missing));
        Assert.Contains("is a directory", Refusal(Path.GetTempPath()), StringComparison.Ordinal);
        using var empty = new TemporaryFile([]);
        Assert.Contains("is not a GGUF file: it is empty", Refusal(empty.FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TheSameFile_HasTheSameFingerprint()
    {
        var first = Fingerprint(Model.Write().ToArray());
        Assert.Matches("^fp_[0-9a-f]{10}$", first);
        Assert.Equal(first, Fingerprint(Model.Write().ToArray()));
        Assert.NotEqual(first, Fingerprint((Model with { Seed = 2 }).Write().ToArray()));
    }

    [Fact]
    public void Load_FileCutAnywhere_SaysTruncated()
    {
        var writer = Model.Write();
        var whole = writer.ToArray();
        foreach (var boundary in writer.Boundaries)
        {
            foreach (var length in (int[])[boundary - 1, boundary, boundary + 1])
            {
                if (length >= whole.Length || length < 1)
                    continue;
                Assert.Matches("truncated|is not a GGUF file", Refusal(whole[..length]));
            }
        }
    }

    /// <summary>A damaged file ends in a model or in a message: nothing else is thrown.</summary>
    [Fact]
    public void Load_DamagedFile_LoadsOrSaysWhatIsWrong()
    {
        var whole = Model.Write().ToArray();
        var header = whole.Length - (int)Model.Weights().Values.Sum(values => values.Length * sizeof(float));
        var noise = new Noise(11);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = whole.ToArray();
            for (var hits = 1 + noise.Below(3); hits > 0; hits--)
                Damage(damaged, noise.Below(header), noise);
            using var file = new TemporaryFile(damaged);
            try
            {
                using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = file.FilePath, Parallel = 1, Threads = 1 });
            }
            catch (ModelLoadException)
            {
            }
        }
    }

    private static void Damage(byte[] file, int at, Noise noise)
    {
        switch (noise.Below(3))
        {
            case 0:
                file[at] ^= (byte)(1 << noise.Below(8));
                break;
            case 1:
                file[at] = (byte)noise.Next();
                break;
            default:
                // A count or an offset out of this world.
                var value = noise.Next() >> noise.Below(64);
                MemoryMarshal.Write(file.AsSpan(Math.Min(at, file.Length - sizeof(ulong))), value);
                break;
        }
    }

    private static string Fingerprint(byte[] content)
    {
        using var file = new TemporaryFile(content);
        using var decoder = new OnnxDecoderFactory().Load(new ModelOptions { Path = file.FilePath, Parallel = 1 });
        return decoder.Info.Fingerprint;
    }

    private static string Refusal(GgufWriter writer, ModelOptions? options = null) => Refusal(writer.ToArray(), options);

    private static string Refusal(byte[] content, ModelOptions? options = null)
    {
        using var file = new TemporaryFile(content);
        var message = Refusal(file.FilePath, options);
        Assert.StartsWith(file.FilePath, message, StringComparison.Ordinal);
        return message;
    }

    private static string Refusal(string path, ModelOptions? options = null)
    {
        options ??= new ModelOptions();
        options.Path = path;
        return Assert.Throws<ModelLoadException>(() => new OnnxDecoderFactory().Load(options)).Message;
    }
}
