namespace TenantLLM.Inference.Decoding;

/// <summary>What a decoder's sequence held, in memory outside the decoder's cache. It means something to the decoder that made it only.</summary>
public abstract class SavedSequence : IDisposable
{
    /// <summary>Tokens it holds.</summary>
    public abstract int Length { get; }

    /// <summary>Bytes it takes.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}
