using System.Runtime.InteropServices;
using TenantLLM.Inference.Decoding;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>A sequence as llama.cpp writes it down (<c>llama_state_seq_get_data</c>).</summary>
internal sealed unsafe class SavedState(nuint size, int length) : SavedSequence
{
    private byte* _data = (byte*)NativeMemory.Alloc(size);

    public byte* Data => _data;

    public override int Length => length;

    public override long Bytes => (long)size;

    public override void Dispose()
    {
        NativeMemory.Free(_data);
        _data = null;
    }
}
