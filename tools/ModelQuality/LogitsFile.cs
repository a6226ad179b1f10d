using System.Runtime.InteropServices;

namespace TenantLLM.ModelQuality;

/// <summary>The reference's log-probabilities, a row a token, in a file that is gone with the program: those of a large vocabulary do
/// not fit into memory beside a model.</summary>
internal sealed class LogitsFile : IDisposable
{
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), $"tenantllm-logits-{Guid.NewGuid():N}"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        1 << 20,
        FileOptions.DeleteOnClose);

    /// <summary>Whether the reference is still to be written.</summary>
    public bool IsEmpty => _file.Length == 0;

    public void Rewind() => _file.Position = 0;

    public void Write(ReadOnlySpan<float> row) => _file.Write(MemoryMarshal.AsBytes(row));

    public void Read(Span<float> row) => _file.ReadExactly(MemoryMarshal.AsBytes(row));

    public void Dispose() => _file.Dispose();
}
