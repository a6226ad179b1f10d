using System.Runtime.CompilerServices;
using LLama.Exceptions;
using LLama.Native;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>A model in llama.cpp, with the context its sequences live in.</summary>
internal sealed class LlamaCppSession : IDisposable
{
    /// <summary>Tokens of one call of llama_decode; llama.cpp computes them in pieces of <see cref="PieceTokens"/>. Both are its defaults.</summary>
    public const int CallTokens = 2048;

    private const int PieceTokens = 512;

    /// <summary>More than any model has: llama.cpp takes the most there are.</summary>
    private const int AllLayers = 1 << 20;

    private LlamaCppSession(SafeLlamaModelHandle model, SafeLLamaContextHandle context)
    {
        Model = model;
        Context = context;
    }

    public SafeLlamaModelHandle Model { get; }

    public SafeLLamaContextHandle Context { get; }

    /// <exception cref="ModelLoadException">llama.cpp refused the model, the adapter or the options; the message has its words.</exception>
    public static LlamaCppSession Load(string path, string? lora, LlamaCppParameters parameters, IProgress<double>? progress)
    {
        if (parameters.GpuLayers != 0 && !NativeApi.llama_supports_gpu_offload())
            throw new ModelLoadException(
                $"{path}: GpuLayers is {parameters.GpuLayers}, and the loaded llama.cpp finds no GPU that it can use. Set GpuLayers to 0, or "
                + "build with LLamaSharpNatives=Cuda12 (or Vulkan) on a machine with a GPU and its driver.");
        var model = LoadModel(path, parameters, progress);
        try
        {
            RequireDecoder(path, model);
            var adapter = lora is null ? null : LoadLora(model, lora);
            return new LlamaCppSession(model, CreateContext(path, model, adapter, parameters));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Context.Dispose();
        Model.Dispose();
    }

    private static SafeLlamaModelHandle LoadModel(string path, LlamaCppParameters parameters, IProgress<double>? progress)
    {
        var native = LLamaModelParams.Default();
        native.n_gpu_layers = parameters.GpuLayers < 0 ? AllLayers : parameters.GpuLayers;
        native.progress_callback = (done, _) =>
        {
            progress?.Report(done);
            return true;
        };
        var (model, errors) = LlamaCppLog.Watch(() =>
        {
            try
            {
                return SafeLlamaModelHandle.LoadFromFile(path, native);
            }
            catch (LoadWeightsFailedException)
            {
                return null;
            }
        });
        return model ?? throw new ModelLoadException($"{path}: llama.cpp cannot load the model: {errors}");
    }

    /// <summary>Refuses models whose sequences cannot be truncated and copied, or that do not write text token by token.</summary>
    private static void RequireDecoder(string path, SafeLlamaModelHandle model)
    {
        var kind = model.HasEncoder || !model.HasDecoder ? "has an encoder"
            : model.IsRecurrent ? "is recurrent"
            : model.IsDiffusion ? "is a diffusion model"
            : null;
        if (kind is not null)
            throw new ModelLoadException($"{path}: the model {kind}; only decoders with attention can be served.");
    }

    private static LoraAdapter LoadLora(SafeLlamaModelHandle model, string path)
    {
        var (adapter, errors) = LlamaCppLog.Watch(() => model.LoadLoraFromFile(path));
        return PointerOf(adapter) != 0 ? adapter : throw new ModelLoadException($"Lora: llama.cpp cannot load {path}: {errors}");
    }

    private static SafeLLamaContextHandle CreateContext(
        string path, SafeLlamaModelHandle model, LoraAdapter? adapter, LlamaCppParameters parameters)
    {
        var native = LLamaContextParams.Default();
        native.n_ctx = (uint)parameters.CacheTokens;
        native.n_batch = CallTokens;
        native.n_ubatch = PieceTokens;
        native.n_seq_max = (uint)parameters.Sequences;
        native.n_threads = parameters.Threads;
        native.n_threads_batch = parameters.Threads;
        native.llama_pooling_type = LLamaPoolingType.None;
        native.llama_flash_attn_type = parameters.FlashAttention;
        native.type_k = parameters.CacheType.Native;
        native.type_v = parameters.CacheType.Native;
        native.no_perf = true;
        // One pool of cells for all sequences: a prefix is copied by sharing its cells.
        native.kv_unified = true;
        // A sliding window's cache that forgets could not be truncated or continued.
        native.swa_full = true;
        var (context, errors) = LlamaCppLog.Watch(() =>
        {
            try
            {
                return SafeLLamaContextHandle.Create(model, native);
            }
            catch (RuntimeError)
            {
                return null;
            }
        });
        if (context is null || context.IsInvalid)
        {
            // LLamaSharp counts a use of the model for the context that never was.
            if (context is not null)
                model.DangerousRelease();
            throw new ModelLoadException(
                $"{path}: llama.cpp cannot make a context of {parameters.CacheTokens:N0} tokens in {parameters.CacheType.Name}: {errors}");
        }

        if (adapter is not null)
            context.SetLoraAdapters((adapter, 1));
        return context;
    }

    /// <summary>LLamaSharp makes an adapter of a file that llama.cpp refused, too, and a call with it ends the process. What tells them
    /// apart is not public in 0.27.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Pointer")]
    private static extern nint PointerOf(LoraAdapter adapter);
}
