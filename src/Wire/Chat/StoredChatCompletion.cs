using System.Text.Json.Serialization;

namespace TenantLLM.Wire.Chat;

/// <summary>A chat completion that was stored: the answer, and what of the request describes it. In the order of the API document's
/// examples.</summary>
public sealed record StoredChatCompletion
{
    private readonly ChatCompletionEcho _echo;

    /// <param name="echo">What it repeats of its request.</param>
    public StoredChatCompletion(ChatCompletionEcho echo) => _echo = echo;

    [JsonPropertyName("object")]
    public string Kind { get; } = "chat.completion";

    /// <summary><c>chatcmpl-…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created")]
    public required long Created { get; init; }

    [JsonPropertyName("request_id")]
    public string RequestId => _echo.RequestId;

    /// <summary>Null: no tools are taken.</summary>
    [JsonPropertyName("tool_choice")]
    public string? ToolChoice { get; }

    [JsonPropertyName("usage")]
    public required CompletionUsage Usage { get; init; }

    /// <summary>Null where the request named none.</summary>
    [JsonPropertyName("seed")]
    public long? Seed => _echo.Seed;

    [JsonPropertyName("top_p")]
    public double TopP => _echo.TopP;

    [JsonPropertyName("temperature")]
    public double Temperature => _echo.Temperature;

    [JsonPropertyName("presence_penalty")]
    public double PresencePenalty => _echo.PresencePenalty;

    [JsonPropertyName("frequency_penalty")]
    public double FrequencyPenalty => _echo.FrequencyPenalty;

    [JsonPropertyName("system_fingerprint")]
    public required string SystemFingerprint { get; init; }

    [JsonPropertyName("input_user")]
    public string? User => _echo.User;

    [JsonPropertyName("service_tier")]
    public string ServiceTier { get; } = ServiceTiers.Default;

    /// <summary>Null: no tools are taken.</summary>
    [JsonPropertyName("tools")]
    public string? Tools { get; }

    [JsonPropertyName("metadata")]
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    [JsonPropertyName("choices")]
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    /// <summary>Null: answers are free text.</summary>
    [JsonPropertyName("response_format")]
    public string? ResponseFormat { get; }
}
