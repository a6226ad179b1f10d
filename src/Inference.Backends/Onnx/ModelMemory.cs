using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Onnx.Weights;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>What a model takes of memory, before any is taken.</summary>
internal sealed class ModelMemory(GgufFile file, LlamaShape shape, OnnxCompute compute, int context)
{
    /// <summary>Warm sequences for each that is computed, where the options do not say.</summary>
    private const int WarmForEach = 3;

    /// <summary>The part of the memory that warm sequences may take, where the options do not say.</summary>
    private const int WarmPart = 4;

    private readonly long _available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Finished sequences that are kept for what may follow.</summary>
    public int WarmSequences(ModelOptions options)
    {
        var fit = _available / WarmPart / KeyValueCache.Bytes(shape, 1, context);
        return options.WarmSequences ?? (int)Math.Min((long)WarmForEach * options.Parallel, fit);
    }

    /// <exception cref="ModelLoadException">The weights and the cache of so many sequences are more than there is.</exception>
    public void Require(int rows, ModelOptions options)
    {
        var cache = KeyValueCache.Bytes(shape, rows, context);
        var weights = WeightBytes();
        if (cache <= _available - weights)
            return;
        throw new ModelLoadException(
            $"{file.Path}: the weights take {weights >> 20:N0} MiB and the KV cache of {rows} sequences (Parallel {options.Parallel}, "
            + $"the others warm) × Context {context} {cache >> 20:N0} MiB; {_available >> 20:N0} MiB of memory are available. "
            + "Lower Parallel or Context, or set WarmSequences.");
    }

    /// <summary>Weights at their most, while the session is made: what is read and what operators pack anew of it.</summary>
    private long WeightBytes()
    {
        const int WhileLoading = 2;
        var bytes = file.Tensors.Values.Sum(tensor => tensor.Elements * BytesOf(tensor.Type));
        return (long)Math.Min(WhileLoading * bytes, long.MaxValue / 2);
    }

    /// <summary>Bytes of an element in memory, scales included.</summary>
    private double BytesOf(GgufTensorType type)
    {
        const double ScaleOfBlock = (double)sizeof(float) / EightBitBlocks.Elements;
        if (compute == OnnxCompute.Float || (compute == OnnxCompute.Exact && MatrixFormats.IsFloat(type)))
            return sizeof(float);
        return (compute == OnnxCompute.Exact && type == GgufTensorType.Q4_0 && ByteProducts.RowsOfFourBitsAreAlike ? 0.5 : 1) + ScaleOfBlock;
    }
}
