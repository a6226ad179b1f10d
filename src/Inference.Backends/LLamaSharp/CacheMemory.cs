using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>What a KV cache takes. llama.cpp writes to all of it at once, so one that does not fit ends the process.</summary>
internal static class CacheMemory
{
    /// <exception cref="ModelLoadException">The machine has not as much memory.</exception>
    public static void Require(GgufFile file, CacheType type, long tokens)
    {
        var needed = BytesPerToken(file.Metadata, type) * tokens;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
            throw new ModelLoadException(
                $"{file.Path}: a KV cache of {tokens:N0} tokens in {type.Name} takes {(long)needed >> 20:N0} MiB; "
                + $"{available >> 20:N0} MiB of memory are available. Lower Context, Parallel or CacheTokens, or choose a smaller CacheType.");
    }

    /// <summary>Keys and values of a token in all layers (ggml's docs/gguf.md, "LLM"); an estimate for models whose layers differ.</summary>
    private static Int128 BytesPerToken(GgufMetadata metadata, CacheType type)
    {
        const int Most = 1 << 20;
        var architecture = metadata.Text("general.architecture");
        int? Read(string key) => metadata.IsInteger($"{architecture}.{key}") ? metadata.IntegerOrNull($"{architecture}.{key}", 0, Most) : null;
        var heads = Read("attention.head_count") ?? 1;
        var headSize = heads > 0 ? (Read("embedding_length") ?? 0) / heads : 0;
        var floats = (Int128)(Read("attention.head_count_kv") ?? heads)
            * ((Read("attention.key_length") ?? headSize) + (Read("attention.value_length") ?? headSize));
        return floats * (Read("block_count") ?? 0) * type.Block.Bytes / type.Block.Elements;
    }
}
