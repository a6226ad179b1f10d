using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Gguf.Tensors;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>The tensors of a file: each is checked before any memory is taken for it, and none may be left over.</summary>
internal sealed class TensorTable
{
    private readonly GgufFile _file;
    private readonly HashSet<string> _used = [];

    /// <exception cref="ModelLoadException">A tensor's type is not supported: a file of gigabytes is refused at once.</exception>
    public TensorTable(GgufFile file)
    {
        _file = file;
        foreach (var tensor in file.Tensors.Values)
            Dequantization.Of(tensor, file.Path);
    }

    public bool Has(string name) => _file.Tensors.ContainsKey(name);

    public StoredMatrix.Part Find(string name, long rows, long columns, Func<int, int>? rowOf = null) =>
        new(Find(name, [rows, columns]), rowOf);

    public StoredMatrix Matrix(params StoredMatrix.Part[] parts) => new(_file, parts);

    /// <summary>Reads a vector, in another order where one is given.</summary>
    public void Vector(string name, Span<float> values, Func<int, int>? indexOf = null)
    {
        var tensor = Find(name, [values.Length]);
        var stored = new float[values.Length];
        Dequantization.Of(tensor, _file.Path)(_file.Row(tensor, 0), stored);
        for (var i = 0; i < values.Length; i++)
            values[i] = stored[indexOf?.Invoke(i) ?? i];
    }

    /// <exception cref="ModelLoadException">The file has a tensor that nobody asked for: the model is another than the graph.</exception>
    public void RequireAllUsed()
    {
        if (_file.Tensors.Keys.FirstOrDefault(name => !_used.Contains(name)) is { } unknown)
            throw new ModelLoadException(
                $"{_file.Path}: tensor '{unknown}' has no place in the Onnx backend's graph (feed-forward biases and experts are "
                + "not supported).");
    }

    private GgufTensor Find(string name, long[] shape)
    {
        var tensor = _file.Tensors.GetValueOrDefault(name)
            ?? throw new ModelLoadException($"{_file.Path}: the tensor '{name}' is missing.");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new ModelLoadException(
                $"{_file.Path}: tensor '{name}' has the shape {tensor.ShapeText}; [{string.Join(", ", shape)}] was expected.");
        if (tensor.Elements > int.MaxValue)
            throw new ModelLoadException($"{_file.Path}: tensor '{name}' is too large for the Onnx backend.");
        _used.Add(name);
        return tensor;
    }
}
