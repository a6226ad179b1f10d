using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>Writes a value as what it is. The serializer's own polymorphism would put <c>type</c> before <c>id</c>.</summary>
internal sealed class DerivedTypeConverter<T> : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are read by ItemReader.");

    /// <exception cref="NotSupportedException">Answers have no such value.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
}
