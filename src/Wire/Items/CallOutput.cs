using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>What a function returned: one text, or parts of text.</summary>
/// <param name="Text">The text; null where it came in parts.</param>
/// <param name="Parts">The parts; empty where it came as one text.</param>
[JsonConverter(typeof(CallOutputConverter))]
public sealed record CallOutput(string? Text, IReadOnlyList<ContentPart> Parts)
{
    public static CallOutput Of(string text) => new(text, []);

    public static CallOutput Of(IReadOnlyList<ContentPart> parts) => new(null, parts);
}

/// <summary>Writes a <see cref="CallOutput"/> as it came: a string or an array.</summary>
internal sealed class CallOutputConverter : JsonConverter<CallOutput>
{
    public override CallOutput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are read by ItemReader.");

    public override void Write(Utf8JsonWriter writer, CallOutput value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (var part in value.Parts)
            JsonSerializer.Serialize(writer, part, options.GetTypeInfo(part.GetType()));
        writer.WriteEndArray();
    }
}
