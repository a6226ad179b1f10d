namespace TenantLLM.Inference.Backends.Onnx.Graph;

/// <summary>A constant of a node: a float or an integer.</summary>
internal readonly record struct OnnxAttribute(string Name, float? Float, long? Integer)
{
    public static implicit operator OnnxAttribute((string Name, long Value) attribute) => new(attribute.Name, null, attribute.Value);

    public static implicit operator OnnxAttribute((string Name, float Value) attribute) => new(attribute.Name, attribute.Value, null);

    /// <summary>Writes <c>AttributeProto</c>.</summary>
    public void Write(ProtobufWriter writer)
    {
        const int TypeFloat = 1;
        const int TypeInteger = 2;
        writer.Text(1, Name);
        if (Float is { } number)
            writer.Float(2, number);
        if (Integer is { } integer)
            writer.Integer(3, integer);
        writer.Integer(20, Float is null ? TypeInteger : TypeFloat);
    }
}
