using System.Text.Json.Serialization;
using TenantLLM.Wire.Json;

namespace TenantLLM.Wire.Chat;

/// <summary>More of a message.</summary>
public sealed record ChatDelta
{
    /// <summary>The first frame of a choice: it alone names the role.</summary>
    public static ChatDelta Start { get; } = new()
    {
        Role = ChatRoles.Assistant,
        Content = "",
        Refusal = Presence<string>.Of(null),
    };

    /// <summary>The last frame of a choice.</summary>
    public static ChatDelta None { get; } = new();

    [JsonPropertyName("role")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    [JsonPropertyName("content")]
    [JsonConverter(typeof(PresenceConverter<string>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Presence<string> Content { get; init; }

    [JsonPropertyName("refusal")]
    [JsonConverter(typeof(PresenceConverter<string>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Presence<string> Refusal { get; init; }
}
