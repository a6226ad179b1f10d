using System.Runtime.CompilerServices;
using System.Text;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>A forward reader of the mapped file. Every read is checked against the end of the file, and nothing is
/// allocated before the bytes it would hold are known to be there.</summary>
internal unsafe ref struct GgufCursor(string path, byte* data, long length)
{
    public long Position { get; private set; }

    /// <summary>Reads a little-endian number.</summary>
    public T Read<T>(string what)
        where T : unmanaged
    {
        Require((ulong)sizeof(T), what);
        var value = Unsafe.ReadUnaligned<T>(data + Position);
        Position += sizeof(T);
        return value;
    }

    /// <summary>Reads a length and as many bytes of UTF-8; broken UTF-8 becomes U+FFFD.</summary>
    public string ReadString(string what)
    {
        var bytes = Read<ulong>(what);
        Require(bytes, what);
        if (bytes > int.MaxValue / 2)
            throw new ModelLoadException($"{path}: the text of {what} is {bytes:N0} bytes long; the file is corrupt.");
        var text = Encoding.UTF8.GetString(data + Position, (int)bytes);
        Position += (long)bytes;
        return text;
    }

    /// <summary>Fails unless this many more bytes are in the file.</summary>
    public readonly void Require(ulong bytes, string what)
    {
        if (bytes > (ulong)(length - Position))
            throw new ModelLoadException(
                $"{path}: truncated: {what} ends beyond the end of the file ({length:N0} bytes). Download the file again.");
    }
}
