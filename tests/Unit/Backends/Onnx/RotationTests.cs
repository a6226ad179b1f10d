using System.Numerics.Tensors;
using TenantLLM.Inference.Backends.Onnx.Weights;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

public sealed class RotationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(576)]
    [InlineData(896)]
    public void Apply_AnyWidth_KeepsLengthsAndAnglesAndCanBeUndone(int width)
    {
        var rotation = new Rotation(width);
        var noise = new Noise(1);
        float[] x = [.. Enumerable.Range(0, width).Select(_ => noise.Symmetric())];
        float[] y = [.. Enumerable.Range(0, width).Select(_ => noise.Symmetric())];
        var (turnedX, turnedY) = (x.ToArray(), y.ToArray());
        rotation.Apply(turnedX);
        rotation.Apply(turnedY);
        Assert.Equal(TensorPrimitives.Norm<float>(x), TensorPrimitives.Norm<float>(turnedX), 1e-4f);
        Assert.Equal(TensorPrimitives.Dot<float>(x, y), TensorPrimitives.Dot<float>(turnedX, turnedY), 1e-3f);
        rotation.Undo(turnedX);
        Assert.All(x.Zip(turnedX), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Apply_OneLargeElement_SpreadsIt()
    {
        var x = new float[576];
        x[100] = 1;
        new Rotation(x.Length).Apply(x);
        Assert.InRange(TensorPrimitives.MaxMagnitude<float>(x), -2 / MathF.Sqrt(576), 2 / MathF.Sqrt(576));
    }
}
