using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TenantLLM.Wire.Items;

/// <summary>Writes an item as what it is. The serializer's own polymorphism would put <c>type</c> before <c>id</c>.</summary>
internal sealed class ItemConverter : JsonConverter<Item>
{
    public override Item Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Requests are read by ItemReader.");

    public override void Write(Utf8JsonWriter writer, Item value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case MessageItem message:
                Write(writer, message, options);
                break;
            case FunctionCallItem call:
                Write(writer, call, options);
                break;
            case FunctionCallOutputItem output:
                Write(writer, output, options);
                break;
            case ReasoningItem reasoning:
                Write(writer, reasoning, options);
                break;
            default:
                throw new NotSupportedException($"{value.GetType().Name} is no item of an answer.");
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, T item, JsonSerializerOptions options)
        where T : Item =>
        JsonSerializer.Serialize(writer, item, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}
