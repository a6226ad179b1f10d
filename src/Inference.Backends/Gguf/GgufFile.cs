using System.IO.MemoryMappedFiles;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>A GGUF file mapped into memory: metadata at once, tensors as they are read.</summary>
internal sealed unsafe class GgufFile : IDisposable
{
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;

    private GgufFile(string path, FileStream stream)
    {
        Path = path;
        Length = stream.Length;
        _mapping = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        try
        {
            Header = GgufHeader.Read(path, _data, Length);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>The file's size in bytes.</summary>
    public long Length { get; }

    public GgufHeader Header { get; }

    public GgufMetadata Metadata => Header.Metadata;

    public IReadOnlyDictionary<string, GgufTensor> Tensors => Header.Tensors;

    /// <exception cref="ModelLoadException">The file is missing, unreadable, not GGUF, truncated or corrupt.</exception>
    public static GgufFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new ModelLoadException($"{path} is a directory; name the .gguf file in it.");
        if (!File.Exists(path))
            throw new ModelLoadException($"{path} does not exist.");
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > 0)
                return new GgufFile(path, stream);
            stream.Dispose();
            throw new ModelLoadException($"{path} is not a GGUF file: it is empty.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The stored bytes of one row of a tensor.</summary>
    public ReadOnlySpan<byte> Row(GgufTensor tensor, long row) =>
        Bytes(tensor.Offset + (row * tensor.RowBytes), checked((int)tensor.RowBytes));

    /// <summary>Bytes of the file as they are.</summary>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - count);
        return new ReadOnlySpan<byte>(_data + offset, count);
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
    }
}
