using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TenantLLM.Wire.Json;

/// <summary>
/// A field that can be absent, null or a value. The default is absent; use with
/// <see cref="JsonIgnoreCondition.WhenWritingDefault"/> and <see cref="PresenceConverter{T}"/>.
/// </summary>
public readonly record struct Presence<T>
    where T : class
{
    private Presence(T? value)
    {
        IsPresent = true;
        Value = value;
    }

    public bool IsPresent { get; }

    public T? Value { get; }

    public static implicit operator Presence<T>(T? value) => Of(value);

    /// <summary>The field with this value, written even when it is null.</summary>
    internal static Presence<T> Of(T? value) => new(value);
}

/// <summary>Writes the value of a <see cref="Presence{T}"/>.</summary>
public sealed class PresenceConverter<T> : JsonConverter<Presence<T>>
    where T : class
{
    public override bool HandleNull => true;

    public override Presence<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? Presence<T>.Of(null) : JsonSerializer.Deserialize(ref reader, TypeOf(options));

    public override void Write(Utf8JsonWriter writer, Presence<T> value, JsonSerializerOptions options)
    {
        if (value.Value is null)
            writer.WriteNullValue();
        else if (value.Value is string text)
            writer.WriteStringValue(text);
        else
            JsonSerializer.Serialize(writer, value.Value, TypeOf(options));
    }

    private static JsonTypeInfo<T> TypeOf(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
