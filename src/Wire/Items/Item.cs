using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Items;

/// <summary>
/// Something that was said or done, in requests and in answers: a <see cref="MessageItem"/>, <see cref="FunctionCallItem"/>,
/// <see cref="FunctionCallOutputItem"/>, <see cref="ReasoningItem"/> or, in requests only, an <see cref="ItemReference"/>.
/// </summary>
[JsonConverter(typeof(DerivedTypeConverter<Item>))]
public abstract record Item
{
    /// <summary><c>msg_…</c>, <c>fc_…</c>; null in a request whose client gave none. Answers always have one.</summary>
    [JsonPropertyName("id")]
    public abstract string? Id { get; init; }
}
