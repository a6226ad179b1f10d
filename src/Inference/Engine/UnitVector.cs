using System.Numerics.Tensors;

namespace TenantLLM.Inference.Engine;

/// <summary>Vectors of unit length, as embeddings are.</summary>
public static class UnitVector
{
    /// <summary>Scales a vector to length 1; one of zeros stays as it is.</summary>
    /// <returns>False where it has no length: a part of it is no number.</returns>
    public static bool TryNormalize(Span<float> vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
            TensorPrimitives.Divide(vector, length, vector);
        return float.IsFinite(length);
    }
}
