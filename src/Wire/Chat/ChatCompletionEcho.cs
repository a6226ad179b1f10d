using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Chat;

/// <summary>
/// What of a request its stored completion repeats. Kept with it as one text (<see cref="Serialize"/>), so that it is described alike
/// later; the names are part of what is on disk.
/// </summary>
public sealed record ChatCompletionEcho
{
    /// <summary>The <c>x-request-id</c> of the answer.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    [JsonPropertyName("top_p")]
    public double TopP { get; init; }

    [JsonPropertyName("temperature")]
    public double Temperature { get; init; }

    [JsonPropertyName("presence_penalty")]
    public double PresencePenalty { get; init; }

    [JsonPropertyName("frequency_penalty")]
    public double FrequencyPenalty { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <param name="request">The request.</param>
    /// <param name="requestId">The <c>x-request-id</c> of its answer.</param>
    public static ChatCompletionEcho Of(ChatCompletionRequest request, string requestId) => new()
    {
        RequestId = requestId,
        Seed = request.Seed,
        TopP = request.TopP ?? 1,
        Temperature = request.Temperature ?? 1,
        PresencePenalty = request.PresencePenalty ?? 0,
        FrequencyPenalty = request.FrequencyPenalty ?? 0,
        User = request.User,
    };

    /// <summary>One line of JSON, without what is null.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, WireJson.Stored.ChatCompletionEcho);

    /// <exception cref="JsonException">No text of <see cref="Serialize"/>.</exception>
    public static ChatCompletionEcho Parse(string text) =>
        JsonSerializer.Deserialize(text, WireJson.Stored.ChatCompletionEcho) ?? throw new JsonException("A completion's echo is null.");
}
