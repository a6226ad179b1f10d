using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TenantLLM.Wire.Items;

/// <summary>Writes a part as what it is.</summary>
internal sealed class ContentPartConverter : JsonConverter<ContentPart>
{
    public override ContentPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are read by ItemReader.");

    public override void Write(Utf8JsonWriter writer, ContentPart value, JsonSerializerOptions options) =>
        WritePart(writer, value, options);

    internal static void WritePart(Utf8JsonWriter writer, ContentPart part, JsonSerializerOptions options)
    {
        switch (part)
        {
            case InputTextPart text:
                Write(writer, text, options);
                break;
            case OutputTextPart text:
                Write(writer, text, options);
                break;
            case RefusalPart refusal:
                Write(writer, refusal, options);
                break;
            case ReasoningTextPart text:
                Write(writer, text, options);
                break;
            case SummaryTextPart text:
                Write(writer, text, options);
                break;
            default:
                throw new NotSupportedException($"{part.GetType().Name} is no part of an answer.");
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, T part, JsonSerializerOptions options)
        where T : ContentPart =>
        JsonSerializer.Serialize(writer, part, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}
