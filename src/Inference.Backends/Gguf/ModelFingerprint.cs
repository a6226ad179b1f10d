using System.Security.Cryptography;
using System.Text;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>
/// A name for the weights and how they are computed with: <c>fp_</c> and ten hex digits of SHA-256 over the backend, the
/// compute, the file's size, its header (metadata, tensor names, shapes and types) and its tensor data: all of them up to
/// 16 MiB, beyond that 256 blocks of 64 KiB spread evenly, so that a model of many gigabytes need not be read twice.
/// </summary>
internal static class ModelFingerprint
{
    private const int Block = 1 << 16;
    private const int Blocks = 256;

    public static string Of(GgufFile file, string backend, string compute)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{backend}\n{compute}\n{file.Length}\n"));
        Append(hash, file, 0, Math.Min(file.Header.DataStart, file.Length));
        var start = Math.Min(file.Header.DataStart, file.Length);
        var data = file.Length - start;
        if (data <= (long)Block * Blocks)
            Append(hash, file, start, data);
        else
            for (var block = 0; block < Blocks; block++)
                Append(hash, file, start + (long)((Int128)(data - Block) * block / (Blocks - 1)), Block);
        return $"fp_{Convert.ToHexStringLower(hash.GetHashAndReset())[..10]}";
    }

    private static void Append(IncrementalHash hash, GgufFile file, long offset, long bytes)
    {
        for (; bytes > 0; offset += Block, bytes -= Block)
            hash.AppendData(file.Bytes(offset, (int)Math.Min(Block, bytes)));
    }
}
