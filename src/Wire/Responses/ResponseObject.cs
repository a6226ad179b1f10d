using System.Text.Json.Serialization;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Items;

namespace TenantLLM.Wire.Responses;

/// <summary>A response as it stands. The keys and their order are those of recorded traffic, without <c>billing</c>.</summary>
public sealed record ResponseObject
{
    private const double NoPenalty = 0;

    private readonly ResponseEcho _echo;

    /// <param name="echo">What is repeated of the request.</param>
    public ResponseObject(ResponseEcho echo) => _echo = echo;

    /// <summary><c>resp_…</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("object")]
    public string Kind { get; } = "response";

    /// <summary>Unix seconds.</summary>
    [JsonPropertyName("created_at")]
    public required long CreatedAt { get; init; }

    /// <summary>One of <see cref="ResponseStatuses"/>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("background")]
    public bool IsBackground => _echo.IsBackground;

    /// <summary>Unix seconds; null unless it is completed.</summary>
    [JsonPropertyName("completed_at")]
    public long? CompletedAt { get; init; }

    [JsonPropertyName("conversation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResponseConversation? Conversation => _echo.ConversationId is { } id ? new ResponseConversation(id) : null;

    [JsonPropertyName("error")]
    public ResponseError? Error { get; init; }

    [JsonPropertyName("frequency_penalty")]
    public double FrequencyPenalty { get; } = NoPenalty;

    [JsonPropertyName("incomplete_details")]
    public IncompleteDetails? IncompleteDetails { get; init; }

    [JsonPropertyName("instructions")]
    public string? Instructions => _echo.Instructions;

    [JsonPropertyName("max_output_tokens")]
    public int? MaxOutputTokens => _echo.MaxOutputTokens;

    [JsonPropertyName("max_tool_calls")]
    public int? MaxToolCalls { get; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("moderation")]
    public string? Moderation { get; }

    /// <summary>What it generated so far.</summary>
    [JsonPropertyName("output")]
    public IReadOnlyList<Item> Output { get; init; } = [];

    [JsonPropertyName("parallel_tool_calls")]
    public bool ParallelToolCalls => _echo.ParallelToolCalls;

    [JsonPropertyName("presence_penalty")]
    public double PresencePenalty { get; } = NoPenalty;

    [JsonPropertyName("previous_response_id")]
    public string? PreviousResponseId => _echo.PreviousResponseId;

    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey => _echo.PromptCacheKey;

    [JsonPropertyName("prompt_cache_retention")]
    public string PromptCacheRetention { get; } = "in_memory";

    [JsonPropertyName("reasoning")]
    public ResponseReasoning Reasoning => new(_echo.ReasoningEffort);

    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier => _echo.SafetyIdentifier;

    /// <summary>While it runs what was asked for, then what it had.</summary>
    [JsonPropertyName("service_tier")]
    public string ServiceTier => HasEnded ? ServiceTiers.Default : _echo.ServiceTier ?? ServiceTiers.Auto;

    [JsonPropertyName("store")]
    public bool Store => _echo.Store;

    [JsonPropertyName("temperature")]
    public double Temperature => _echo.Temperature ?? 1;

    [JsonPropertyName("text")]
    public ResponseText Text { get; } = ResponseText.Plain;

    [JsonPropertyName("tool_choice")]
    public string ToolChoice => _echo.ToolChoice ?? "auto";

    [JsonPropertyName("tool_usage")]
    public ToolUsage ToolUsage { get; } = ToolUsage.None;

    [JsonPropertyName("tools")]
    public IReadOnlyList<string> Tools { get; } = [];

    [JsonPropertyName("top_logprobs")]
    public int TopLogprobs => _echo.TopLogprobs ?? 0;

    [JsonPropertyName("top_p")]
    public double TopP => _echo.TopP ?? 1;

    [JsonPropertyName("truncation")]
    public string Truncation => _echo.MayTruncate ? Truncations.Auto : Truncations.Disabled;

    /// <summary>Null until it has ended.</summary>
    [JsonPropertyName("usage")]
    public ResponseUsage? Usage { get; init; }

    [JsonPropertyName("user")]
    public string? User => _echo.User;

    [JsonPropertyName("metadata")]
    public IReadOnlyDictionary<string, string> Metadata => _echo.Metadata ?? new Dictionary<string, string>();

    /// <summary>The id of the message it generates, which a stream names before the message is there.</summary>
    internal string OutputItemId => _echo.OutputItemId;

    private bool HasEnded => Status is not (ResponseStatuses.Queued or ResponseStatuses.InProgress);

    /// <summary>The response as it was when it began.</summary>
    internal ResponseObject Begun(string status) => new(_echo)
    {
        Id = Id,
        CreatedAt = CreatedAt,
        Status = status,
        Model = Model,
    };
}
