using System.Buffers.Binary;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Embeddings;

/// <summary>Vectors as messages carry them: four bytes a number.</summary>
internal static class VectorBytes
{
    /// <param name="vector">Of unit length.</param>
    /// <param name="dimensions">How many of its numbers are wanted: the first ones, made a vector of unit length again.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<float> vector, int dimensions)
    {
        float[] shortened = [.. vector[..dimensions]];
        if (dimensions < vector.Length)
            UnitVector.TryNormalize(shortened);
        var bytes = new byte[shortened.Length * sizeof(float)];
        for (var index = 0; index < shortened.Length; index++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(index * sizeof(float)), shortened[index]);
        return bytes;
    }
}
