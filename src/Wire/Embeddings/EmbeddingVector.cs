using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Embeddings;

/// <summary>A vector as it is written.</summary>
/// <param name="Bytes">Its numbers: float32, little-endian.</param>
/// <param name="IsBase64">Whether it is written as base64 of them, not as an array.</param>
public readonly record struct EmbeddingVector(ReadOnlyMemory<byte> Bytes, bool IsBase64);

/// <summary>Writes vectors; none is ever read.</summary>
public sealed class EmbeddingVectorConverter : JsonConverter<EmbeddingVector>
{
    public override EmbeddingVector Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Vectors are only written.");

    public override void Write(Utf8JsonWriter writer, EmbeddingVector value, JsonSerializerOptions options)
    {
        if (value.IsBase64)
        {
            writer.WriteBase64StringValue(value.Bytes.Span);
            return;
        }

        writer.WriteStartArray();
        for (var bytes = value.Bytes.Span; !bytes.IsEmpty; bytes = bytes[sizeof(float)..])
            writer.WriteNumberValue(BinaryPrimitives.ReadSingleLittleEndian(bytes));
        writer.WriteEndArray();
    }
}
