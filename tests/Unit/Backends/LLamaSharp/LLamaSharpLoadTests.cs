using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TenantLLM.Inference.Backends.LLamaSharp;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;
using Xunit;
using static TenantLLM.Unit.Backends.LLamaSharp.TinyDecoder;

namespace TenantLLM.Unit.Backends.LLamaSharp;

public sealed class LLamaSharpLoadTests
{
    private static readonly ModelOptions One = new() { Parallel = 1, Threads = 1 };

    [Fact]
    public void Load_PathThatIsNoModel_SaysSo()
    {
        var missing = Path.Combine(Path.GetTempPath(), "none.gguf");
        Assert.Equal(
            $"{missing} does not exist.",
            Assert.Throws<ModelLoadException>(() => Factory.Load(One with { Path = missing })).Message);
        AssertRefused("is not a GGUF file: it does not begin with 'GGUF'", "PK\u0003\u0004 and more"u8.ToArray(), One);
        var whole = Model.Write().ToArray();
        AssertRefused("truncated: the data of tensor", whole[..^100], One);
        AssertRefused("truncated", whole[..200], One);
        AssertRefused("the file is of the type 'adapter', not a model", Lora(Model).ToArray(), One);
    }

    [Fact]
    public void Load_OptionsThatCannotBe_NameTheKeyToChange()
    {
        AssertRefused("Context is 97; the model was made for 96 tokens", Model.Write(), One with { Context = 97 });
        AssertRefused("Parallel is 257; llama.cpp computes 1 to 256 sequences at once", Model.Write(), One with { Parallel = 257 });
        AssertRefused("CacheTokens is 95, too few for one conversation of Context 96", Model.Write(), One with { CacheTokens = 95 });
        AssertRefused("CacheType 'q3' is not one of llama.cpp's: f32, f16, bf16, q8_0", Model.Write(), One with { CacheType = "q3" });
        AssertRefused("FlashAttention 'yes' is not one of: auto, on, off", Model.Write(), One with { FlashAttention = "yes" });
        AssertRefused(
            "CacheType 'q8_0' needs flash attention. Set FlashAttention to auto",
            Model.Write(),
            One with { CacheType = "q8_0", FlashAttention = "off" });
        AssertRefused("Compute 'int8' is not supported by the LLamaSharp backend", Model.Write(), One with { Compute = "int8" });
        AssertRefused(
            "Lower Context, Parallel or CacheTokens, or choose a smaller CacheType",
            (Model with { Layers = 1, Context = 1 << 24 }).Write().Set("llama.block_count", 4096u),
            One with { Parallel = 100 });
    }

    [LlamaCppFact]
    public void Load_ModelLlamaCppRefuses_GivesItsWords()
    {
        AssertRefused(
            "llama.cpp cannot load the model: unknown model architecture: 'gemma99'",
            Model.Write().Set("general.architecture", "gemma99").Set("gemma99.context_length", 96u),
            One);
        AssertRefused("llama.cpp cannot load the model: missing tensor 'blk.1.ffn_up.weight'", Model.Write().Remove("blk.1.ffn_up.weight"), One);
        AssertRefused("llama.cpp cannot load the model: ", Model.Write().Set("llama.feed_forward_length", 64u), One);
        AssertRefused("llama.cpp cannot make a context of 96 tokens in q8_0: ", Model.Write(), One with { CacheType = "q8_0" });
    }

    [LlamaCppFact]
    public void Load_GpuLayersWithoutGpu_SaysThatThereIsNone() => AssertRefused(
        "GpuLayers is -1, and the loaded llama.cpp finds no GPU that it can use. Set GpuLayers to 0", Model.Write(), One with { GpuLayers = -1 });

    [LlamaCppFact]
    public void Load_SecondLibraryFolder_IsRefused()
    {
        using var decoder = Load(Model.Write(), One);
        using var file = new TemporaryFile(Model.Write().ToArray());
        var elsewhere = new LLamaSharpDecoderFactory(
            Options.Create(new LLamaSharpOptions { LibraryPath = Path.GetTempPath() }), NullLoggerFactory.Instance);
        Assert.Contains(
            "one process can load it once",
            Assert.Throws<ModelLoadException>(() => elsewhere.Load(One with { Path = file.FilePath })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LoraThatDoesNotFit_SaysWhy()
    {
        AssertLoraRefused("Lora: /nowhere/lora.gguf does not exist.", "/nowhere/lora.gguf");
        AssertLoraRefused("is not a LoRA adapter: 'general.type' is '' and 'adapter.type' is ''", Model.Write());
        AssertLoraRefused("was made for architecture 'qwen2'", Lora(Model).Set("general.architecture", "qwen2"));
        AssertLoraRefused("changes tensor 'blk.0.attn_q.weight', which", Lora(Model), Model.Write().Remove("blk.0.attn_q.weight"));
        AssertLoraRefused("the adapter was made for another model", Lora(Model with { Embedding = 64 }));
        AssertLoraRefused("has no 'blk.0.attn_q.weight.lora_b' beside it", Lora(Model).Remove("blk.0.attn_q.weight.lora_b"));
    }

    [LlamaCppFact]
    public void Load_Lora_ChangesTheLogitsAndTheFingerprint()
    {
        using var plain = Load(Model.Write(), One);
        using var zero = LoadWithLora(Lora(Model, scale: 0));
        using var adapted = LoadWithLora(Lora(Model, scale: 1));
        var prompt = Tokens(1, 10);
        var logits = plain.Decode([new(0, prompt, 0, 1)])[0].ToArray();
        Assert.InRange(Difference(logits, zero.Decode([new(0, prompt, 0, 1)])[0]), 0, 1e-5);
        Assert.InRange(Difference(logits, adapted.Decode([new(0, prompt, 0, 1)])[0]), 0.001, 10);
        Assert.Equal(3, new[] { plain, zero, adapted }.Select(decoder => decoder.Info.Fingerprint).Distinct().Count());
        Assert.Contains("+ LoRA", adapted.Info.Description, StringComparison.Ordinal);
    }

    [LlamaCppFact]
    public void Load_Lora_ThatOnlyLlamaCppRefuses_GivesItsWords() => AssertLoraRefused(
        "Lora: llama.cpp cannot load", Lora(Model).Add(new GgufTensorData("blk.0.odd", TinyLlama.F32, [4], new byte[16])));

    [LlamaCppFact]
    public void Load_TheSameFile_HasTheSameFingerprint()
    {
        string Of(TinyLlama model, ModelOptions options)
        {
            using var decoder = Load(model.Write(), options);
            return decoder.Info.Fingerprint;
        }

        var first = Of(Model, One);
        Assert.Matches("^fp_[0-9a-f]{10}$", first);
        Assert.Equal(first, Of(Model, One));
        Assert.NotEqual(first, Of(Model with { Seed = 2 }, One));
        Assert.NotEqual(first, Of(Model, One with { CacheType = "f32" }));
    }

    [LlamaCppFact]
    public void Load_ReportsProgress_UpToTheEnd()
    {
        var reports = new Reports();
        using var file = new TemporaryFile(Model.Write().ToArray());
        using var decoder = Factory.Load(One with { Path = file.FilePath }, reports);
        Assert.NotEmpty(reports.Values);
        Assert.Equal(1, reports.Values[^1]);
        Assert.Equal(reports.Values.Order(), reports.Values);
    }

    private static void AssertRefused(string message, GgufWriter model, ModelOptions options) =>
        AssertRefused(message, model.ToArray(), options);

    private static void AssertRefused(string message, byte[] model, ModelOptions options)
    {
        using var file = new TemporaryFile(model);
        var refusal = Assert.Throws<ModelLoadException>(() => Factory.Load(options with { Path = file.FilePath })).Message;
        Assert.True(refusal.Contains(message, StringComparison.Ordinal), refusal);
        Assert.StartsWith(options.Lora is null ? file.FilePath : "Lora: ", refusal, StringComparison.Ordinal);
    }

    private static void AssertLoraRefused(string message, GgufWriter lora, GgufWriter? model = null)
    {
        using var file = new TemporaryFile(lora.ToArray());
        AssertLoraRefused(message, file.FilePath, model);
    }

    private static void AssertLoraRefused(string message, string lora, GgufWriter? model = null) =>
        AssertRefused(message, model ?? Model.Write(), One with { Lora = lora });

    private static IDecoder LoadWithLora(GgufWriter lora)
    {
        using var file = new TemporaryFile(lora.ToArray());
        return Load(Model.Write(), One with { Lora = file.FilePath });
    }

    /// <summary>An adapter of rank 2 for the first layer's queries.</summary>
    private static GgufWriter Lora(TinyLlama model, float scale = 1)
    {
        const int Rank = 2;
        var queries = model.Heads * model.HeadSize;
        var noise = new Noise(8);
        byte[] Factor(int count) =>
            [.. Enumerable.Range(0, count).SelectMany(_ => BitConverter.GetBytes(scale * noise.Symmetric()))];
        return new GgufWriter()
            .Set("general.type", "adapter")
            .Set("general.architecture", "llama")
            .Set("adapter.type", "lora")
            .Set("adapter.lora.alpha", 2f)
            .Add(new("blk.0.attn_q.weight.lora_a", TinyLlama.F32, [Rank, model.Embedding], Factor(Rank * model.Embedding)))
            .Add(new("blk.0.attn_q.weight.lora_b", TinyLlama.F32, [queries, Rank], Factor(queries * Rank)));
    }

    private sealed class Reports : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
