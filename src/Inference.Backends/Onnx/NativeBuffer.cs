using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Memory outside the garbage collector's reach that ONNX Runtime reads and writes in place. Not cleared.</summary>
/// <typeparam name="T">float, int, long, byte or sbyte.</typeparam>
internal sealed unsafe class NativeBuffer<T>(long length) : IDisposable
    where T : unmanaged
{
    /// <summary>A cache line, and the width of the widest vector registers.</summary>
    private const nuint Alignment = 64;

    private static readonly TensorElementType ElementType =
        typeof(T) == typeof(float) ? TensorElementType.Float
        : typeof(T) == typeof(int) ? TensorElementType.Int32
        : typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(sbyte) ? TensorElementType.Int8
        : TensorElementType.Int64;

    private T* _data = (T*)NativeMemory.AlignedAlloc(checked((nuint)length * (nuint)sizeof(T)), Alignment);

    /// <summary>Elements.</summary>
    public long Length => length;

    public ref T this[long at] => ref Span(at, 1)[0];

    public Span<T> Span(long offset, int count)
    {
        Require(offset, count);
        return new Span<T>(_data + offset, count);
    }

    /// <summary>A tensor over some of the memory; it must not outlive the buffer.</summary>
    public OrtValue Tensor(long offset, params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, dimension) => product * dimension);
        Require(offset, count);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, ElementType, shape, (nint)(_data + offset), count * sizeof(T));
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }

    private void Require(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, length - count);
    }
}
