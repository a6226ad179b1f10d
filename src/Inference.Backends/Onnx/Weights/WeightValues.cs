using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>Weights by name, in memory that a session shares. Most operators pack their matrix anew when the session is made;
/// what they no longer read can be freed.</summary>
internal sealed class WeightValues : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = [];
    private readonly Dictionary<string, MatrixFormat> _formats = [];
    private readonly List<IDisposable> _buffers = [];
    private readonly List<IMatrixBytes> _matrices = [];

    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    /// <summary>The scales of a matrix that has some.</summary>
    public static string Scales(string matrix) => $"{matrix}.scales";

    public bool Has(string name) => _values.ContainsKey(name);

    public MatrixFormat FormatOf(string matrix) => _formats[matrix];

    public Span<float> AddFloats(string name, params long[] shape)
    {
        var buffer = Add<float>(name, shape);
        return buffer.Span(0, checked((int)buffer.Length));
    }

    /// <summary>Adds a matrix in a format; <see cref="MatrixFormat.FourBits"/> only for one as the file has it.</summary>
    public void AddMatrix(string name, IMatrix matrix, MatrixFormat format)
    {
        var (rows, columns, blocks) = (matrix.Rows, matrix.Columns, MatrixEncoder.BlocksOf(matrix.Columns));
        _formats.Add(name, format);
        switch (format)
        {
            case MatrixFormat.Float:
                MatrixEncoder.Float(matrix, AddMatrix<float>(name, rows, columns));
                break;
            case MatrixFormat.FourBits:
                MatrixEncoder.FourBits(
                    (StoredMatrix)matrix,
                    AddMatrix<byte>(name, rows, blocks, EightBitBlocks.Elements / 2),
                    Add<float>(Scales(name), rows, blocks));
                break;
            case MatrixFormat.EightBits:
                MatrixEncoder.EightBits(
                    matrix, AddMatrix<byte>(name, rows, blocks, EightBitBlocks.Elements), Add<float>(Scales(name), rows, blocks));
                break;
            case MatrixFormat.UnsignedBytes:
                MatrixEncoder.Bytes(matrix, AddMatrix<byte>(name, columns, rows), Add<float>(Scales(name), rows), static value => (byte)(value + EightBitBlocks.Zero));
                break;
            default:
                MatrixEncoder.Bytes(matrix, AddMatrix<sbyte>(name, columns, rows), Add<float>(Scales(name), rows), static value => value);
                break;
        }
    }

    /// <summary>Inverts all bits of all matrices; a second time brings them back.</summary>
    public void InvertMatrices() => Parallel.ForEach(_matrices, matrix => matrix.Invert());

    /// <summary>Frees the matrices, but not their scales, which operators read on.</summary>
    public void FreeMatrices() => _matrices.ForEach(matrix => matrix.Free());

    public void Dispose()
    {
        foreach (var value in _values.Values)
            value.Dispose();
        foreach (var buffer in _buffers)
            buffer.Dispose();
    }

    private NativeBuffer<T> AddMatrix<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var buffer = Add<T>(name, shape);
        _matrices.Add(new MatrixBytes<T>(buffer));
        return buffer;
    }

    private NativeBuffer<T> Add<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var buffer = new NativeBuffer<T>(shape.Aggregate((product, dimension) => product * dimension));
        _buffers.Add(buffer);
        _values.Add(name, buffer.Tensor(0, shape));
        return buffer;
    }

    private interface IMatrixBytes
    {
        void Invert();

        void Free();
    }

    private sealed class MatrixBytes<T>(NativeBuffer<T> buffer) : IMatrixBytes
        where T : unmanaged
    {
        public void Invert()
        {
            var bytes = MemoryMarshal.AsBytes(buffer.Span(0, checked((int)buffer.Length)));
            TensorPrimitives.OnesComplement(bytes, bytes);
        }

        public void Free() => buffer.Dispose();
    }
}
