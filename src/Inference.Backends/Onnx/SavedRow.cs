using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>The keys and values of a row's first tokens, without the gaps that a row of the cache has.</summary>
internal sealed class SavedRow(NativeBuffer<float> data, int length) : SavedSequence
{
    public NativeBuffer<float> Data => data;

    public override int Length => length;

    public override long Bytes => data.Length * sizeof(float);

    public override void Dispose() => data.Dispose();
}
