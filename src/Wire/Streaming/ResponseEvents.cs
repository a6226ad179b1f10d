using System.Text.Json.Serialization;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Responses;

namespace TenantLLM.Wire.Streaming;

/// <summary>The response as it stands.</summary>
public sealed record ResponseEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("response")] ResponseObject Response);

/// <summary>An item of its output begins or ends.</summary>
public sealed record OutputItemEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("output_index")] int OutputIndex,
    [property: JsonPropertyName("item")] Item Item);

/// <summary>A part of an item begins or ends.</summary>
public sealed record ContentPartEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("item_id")] string ItemId,
    [property: JsonPropertyName("output_index")] int OutputIndex,
    [property: JsonPropertyName("content_index")] int ContentIndex,
    [property: JsonPropertyName("part")] ContentPart Part);

/// <summary>More text of a part. Its <c>obfuscation</c> is added when it is framed.</summary>
public sealed record TextDeltaEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("item_id")] string ItemId,
    [property: JsonPropertyName("output_index")] int OutputIndex,
    [property: JsonPropertyName("content_index")] int ContentIndex,
    [property: JsonPropertyName("delta")] string Delta,
    [property: JsonPropertyName("logprobs")] IReadOnlyList<OutputLogprob> Logprobs);

/// <summary>The whole text of a part.</summary>
public sealed record TextDoneEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("item_id")] string ItemId,
    [property: JsonPropertyName("output_index")] int OutputIndex,
    [property: JsonPropertyName("content_index")] int ContentIndex,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("logprobs")] IReadOnlyList<OutputLogprob> Logprobs);

/// <summary>A failure that is none of the response's own.</summary>
public sealed record StreamErrorEvent(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("sequence_number")] long SequenceNumber,
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("param")] string? Param);
