using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>A call to a function, in requests and in answers.</summary>
public sealed record ChatToolCall
{
    /// <summary><c>call_…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("type")]
    public string Type { get; } = "function";

    [JsonPropertyName("function")]
    public required ChatFunctionCall Function { get; init; }
}

/// <summary>What a tool call calls.</summary>
/// <param name="Name">The function.</param>
/// <param name="Arguments">JSON text, as the model wrote it.</param>
public sealed record ChatFunctionCall(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("arguments")] string Arguments);
