using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TenantLLM.Inference.Backends.Onnx.Graph;

/// <summary>
/// Builds an ONNX model: nodes in the order they run, named inputs and outputs, and the names of weights, whose data are
/// given to the session apart so that no model is too large for protobuf. Field numbers are onnx.proto's.
/// </summary>
/// <param name="weightsFile">The name of an existing file, the weights' nominal place: ONNX Runtime wants one to exist, in the
/// folder its options name, and never reads it when the session is given all weights.</param>
internal sealed class OnnxGraphBuilder(string weightsFile)
{
    /// <summary>The domain of ONNX Runtime's own operators (docs/ContribOperators.md of microsoft/onnxruntime).</summary>
    public const string Microsoft = "com.microsoft";

    /// <summary>ONNX 1.13's: old enough for any ONNX Runtime with the operators used.</summary>
    private const int OpsetVersion = 18;
    private const int IrVersion = 8;

    private readonly ProtobufWriter _graph = new();

    /// <summary>Adds a node with one output of the same name.</summary>
    public string Node(string type, string name, string[] inputs, string domain = "", params OnnxAttribute[] attributes) =>
        Node(type, name, inputs, [name], domain, attributes)[0];

    /// <summary>Adds a node; an empty name leaves out an optional input or output.</summary>
    public string[] Node(
        string type, string name, string[] inputs, string[] outputs, string domain = "", params OnnxAttribute[] attributes)
    {
        _graph.Message(1, node =>
        {
            foreach (var input in inputs)
                node.Text(1, input);
            foreach (var output in outputs)
                node.Text(2, output);
            node.Text(3, name);
            node.Text(4, type);
            foreach (var attribute in attributes)
                node.Message(5, attribute.Write);
            node.Text(7, domain);
        });
        return outputs;
    }

    /// <summary>Declares an input; a dimension is a number or a name.</summary>
    public string Input(string name, TensorElementType type, params object[] shape)
    {
        Value(11, name, type, shape);
        return name;
    }

    public void Output(string name, TensorElementType type, params object[] shape) => Value(12, name, type, shape);

    /// <summary>A small vector that lies in the model itself.</summary>
    public string Constant(string name, params long[] values) =>
        Constant(name, TensorElementType.Int64, MemoryMarshal.AsBytes(values.AsSpan()), values.Length);

    /// <summary>A number that lies in the model itself.</summary>
    public string Constant(string name, float value) =>
        Constant(name, TensorElementType.Float, MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)));

    public string Constant(string name, byte value) => Constant(name, TensorElementType.UInt8, [value]);

    /// <summary>Declares a weight that <c>SessionOptions.AddInitializer</c> gives the session.</summary>
    public string Weight(string name, TensorElementType type, params ReadOnlySpan<long> shape)
    {
        var dimensions = shape.ToArray();
        const int LocationExternal = 1;
        _graph.Message(5, tensor =>
        {
            foreach (var dimension in dimensions)
                tensor.Integer(1, dimension);
            tensor.Integer(2, (int)type);
            tensor.Text(8, name);
            tensor.Message(13, entry =>
            {
                entry.Text(1, "location");
                entry.Text(2, weightsFile);
            });
            tensor.Integer(14, LocationExternal);
        });
        return name;
    }

    /// <summary>The model as <c>ModelProto</c> bytes.</summary>
    public byte[] Build()
    {
        var model = new ProtobufWriter();
        model.Integer(1, IrVersion);
        model.Text(2, "TenantLLM");
        _graph.Text(2, "decoder");
        model.Bytes(7, _graph.ToArray());
        foreach (var (domain, version) in (ReadOnlySpan<(string, int)>)[("", OpsetVersion), (Microsoft, 1)])
        {
            model.Message(8, opset =>
            {
                opset.Text(1, domain);
                opset.Integer(2, version);
            });
        }

        return model.ToArray();
    }

    private string Constant(string name, TensorElementType type, ReadOnlySpan<byte> data, params ReadOnlySpan<long> shape)
    {
        var tensor = new ProtobufWriter();
        foreach (var dimension in shape)
            tensor.Integer(1, dimension);
        tensor.Integer(2, (int)type);
        tensor.Text(8, name);
        tensor.Bytes(9, data);
        _graph.Bytes(5, tensor.ToArray());
        return name;
    }

    private void Value(int field, string name, TensorElementType type, object[] shape)
    {
        _graph.Message(field, value =>
        {
            value.Text(1, name);
            value.Message(2, typeProto => typeProto.Message(1, tensor =>
            {
                tensor.Integer(1, (int)type);
                tensor.Message(2, shapeProto =>
                {
                    foreach (var dimension in shape)
                        shapeProto.Message(1, proto => Dimension(proto, dimension));
                });
            }));
        });
    }

    private static void Dimension(ProtobufWriter proto, object dimension)
    {
        if (dimension is string name)
            proto.Text(2, name);
        else
            proto.Integer(1, Convert.ToInt64(dimension));
    }
}
