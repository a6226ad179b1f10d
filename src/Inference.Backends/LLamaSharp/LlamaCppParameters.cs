using LLama.Native;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>What a model is loaded with: its options, checked against its file.</summary>
internal sealed record LlamaCppParameters
{
    /// <summary>LLAMA_MAX_SEQ of llama.cpp's llama-cparams.h.</summary>
    public const int MostSequences = 256;

    private const string ExactCompute = "exact";

    /// <summary>Tokens a sequence can hold.</summary>
    public required int Context { get; init; }

    /// <summary>Tokens all sequences can hold.</summary>
    public required int CacheTokens { get; init; }

    public required int Parallel { get; init; }

    /// <summary>Sequences held at once, the warm ones included.</summary>
    public required int Sequences { get; init; }

    public required int Threads { get; init; }

    /// <summary>-1: all of them.</summary>
    public required int GpuLayers { get; init; }

    public required LLamaFlashAttentionType FlashAttention { get; init; }

    public required CacheType CacheType { get; init; }

    /// <exception cref="ModelLoadException">An option is impossible, alone or with this model.</exception>
    public static LlamaCppParameters Of(GgufFile file, ModelOptions options)
    {
        if (options.Compute != ExactCompute)
            throw new ModelLoadException(
                $"{file.Path}: Compute '{options.Compute}' is not supported by the LLamaSharp backend; supported: {ExactCompute}.");
        if (options.Parallel is < 1 or > MostSequences)
            throw new ModelLoadException(
                $"{file.Path}: Parallel is {options.Parallel}; llama.cpp computes 1 to {MostSequences} sequences at once.");
        var context = ContextOf(file, options.Context);
        var parameters = new LlamaCppParameters
        {
            Context = context,
            CacheTokens = CacheTokensOf(file, options, context),
            Parallel = options.Parallel,
            Sequences = Math.Min(options.Parallel + (options.WarmSequences ?? 0), MostSequences),
            Threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
            GpuLayers = options.GpuLayers,
            FlashAttention = FlashAttentionOf(file, options),
            CacheType = CacheType.Find(options.CacheType) ?? throw new ModelLoadException(
                $"{file.Path}: CacheType '{options.CacheType}' is not one of llama.cpp's: {CacheType.Names}."),
        };
        if (parameters.CacheType.IsQuantized && parameters.FlashAttention == LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED)
            throw new ModelLoadException(
                $"{file.Path}: CacheType '{options.CacheType}' needs flash attention. Set FlashAttention to auto, or CacheType to f16.");
        if (options.GpuLayers == 0)
            CacheMemory.Require(file, parameters.CacheType, parameters.CacheTokens);
        return parameters;
    }

    private static int ContextOf(GgufFile file, int wanted)
    {
        var key = $"{file.Metadata.Text("general.architecture")}.context_length";
        var trained = file.Metadata.Integer(key, 2, int.MaxValue);
        if (wanted is 1 or < 0 || wanted > trained)
            throw new ModelLoadException(
                $"{file.Path}: Context is {wanted}; the model was made for {trained} tokens. "
                + "Set Context to 2 or more and no more than that, or leave it 0 for all of them.");
        return wanted == 0 ? trained : wanted;
    }

    private static int CacheTokensOf(GgufFile file, ModelOptions options, int context)
    {
        if (options.CacheTokens != 0 && options.CacheTokens < context)
            throw new ModelLoadException(
                $"{file.Path}: CacheTokens is {options.CacheTokens}, too few for one conversation of Context {context}. "
                + "Raise it, lower Context, or leave it 0 for Context × Parallel.");
        var tokens = options.CacheTokens == 0 ? (long)context * options.Parallel : options.CacheTokens;
        return tokens <= int.MaxValue ? (int)tokens : throw new ModelLoadException(
            $"{file.Path}: Context {context} × Parallel {options.Parallel} is more tokens than a KV cache can have. "
            + "Lower one of them, or set CacheTokens.");
    }

    private static LLamaFlashAttentionType FlashAttentionOf(GgufFile file, ModelOptions options) => options.FlashAttention switch
    {
        "auto" => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO,
        "on" => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_ENABLED,
        "off" => LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED,
        var other => throw new ModelLoadException($"{file.Path}: FlashAttention '{other}' is not one of: auto, on, off."),
    };
}
