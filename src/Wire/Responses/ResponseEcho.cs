using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Responses;

/// <summary>
/// What of a request every description of its response repeats. Kept with a stored response as one text (<see cref="Serialize"/>), so
/// that it is described alike later; the names are part of what is on disk.
/// </summary>
public sealed record ResponseEcho
{
    /// <summary>The id of the message that the response generates: a stream names it before the message is there.</summary>
    [JsonPropertyName("output_item_id")]
    public required string OutputItemId { get; init; }

    [JsonPropertyName("background")]
    public bool IsBackground { get; init; }

    [JsonPropertyName("conversation")]
    public string? ConversationId { get; init; }

    [JsonPropertyName("instructions")]
    public string? Instructions { get; init; }

    [JsonPropertyName("max_output_tokens")]
    public int? MaxOutputTokens { get; init; }

    [JsonPropertyName("parallel_tool_calls")]
    public bool ParallelToolCalls { get; init; } = true;

    [JsonPropertyName("previous_response_id")]
    public string? PreviousResponseId { get; init; }

    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    [JsonPropertyName("reasoning_effort")]
    public string? ReasoningEffort { get; init; }

    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    [JsonPropertyName("service_tier")]
    public string? ServiceTier { get; init; }

    [JsonPropertyName("store")]
    public bool Store { get; init; } = true;

    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    [JsonPropertyName("tool_choice")]
    public string? ToolChoice { get; init; }

    [JsonPropertyName("top_logprobs")]
    public int? TopLogprobs { get; init; }

    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    [JsonPropertyName("truncate")]
    public bool MayTruncate { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <param name="request">The request.</param>
    /// <param name="outputItemId">The id its message will have.</param>
    public static ResponseEcho Of(CreateResponseRequest request, string outputItemId) => new()
    {
        OutputItemId = outputItemId,
        IsBackground = request.IsBackground,
        ConversationId = request.Prompt.ConversationId,
        Instructions = request.Prompt.Instructions,
        MaxOutputTokens = request.MaxOutputTokens,
        ParallelToolCalls = request.ParallelToolCalls,
        PreviousResponseId = request.Prompt.PreviousResponseId,
        PromptCacheKey = request.PromptCacheKey,
        ReasoningEffort = request.ReasoningEffort,
        SafetyIdentifier = request.SafetyIdentifier,
        ServiceTier = request.ServiceTier,
        Store = request.Store,
        Temperature = request.Temperature,
        ToolChoice = request.ToolChoice,
        TopLogprobs = request.TopLogprobs,
        TopP = request.TopP,
        MayTruncate = request.Prompt.MayTruncate,
        User = request.User,
        Metadata = request.Metadata.Count > 0 ? request.Metadata : null,
    };

    /// <summary>One line of JSON, without what is null.</summary>
    public string Serialize() => JsonSerializer.Serialize(this, WireJson.Stored.ResponseEcho);

    /// <exception cref="JsonException">No text of <see cref="Serialize"/>.</exception>
    public static ResponseEcho Parse(string text) =>
        JsonSerializer.Deserialize(text, WireJson.Stored.ResponseEcho) ?? throw new JsonException("A response's echo is null.");
}
