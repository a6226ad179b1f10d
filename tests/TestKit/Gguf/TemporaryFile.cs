namespace TenantLLM.TestKit.Gguf;

/// <summary>A file that is gone when the test is.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] content) => File.WriteAllBytes(FilePath, content);

    public string FilePath { get; } = Path.Combine(Path.GetTempPath(), $"tenantllm-{Guid.NewGuid():N}.gguf");

    public void Dispose() => File.Delete(FilePath);
}
