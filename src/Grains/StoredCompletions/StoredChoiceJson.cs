using System.Text.Json;
using System.Text.Json.Serialization;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;

namespace TenantLLM.Grains.StoredCompletions;

/// <summary>The choices of a stored completion as they are kept in its row.</summary>
internal static class StoredChoiceJson
{
    public static string Write(ImmutableArray<StoredChoice> choices) => JsonSerializer.Serialize(
        [
            .. choices.Select(choice => new ChoiceInRow
            {
                Text = choice.Text,
                FinishReason = choice.FinishReason,
                LogProbs = choice.LogProbs?.ToStored(),
            }),
        ],
        ChoiceContext.Relaxed.ChoiceInRowArray);

    /// <exception cref="JsonException">The row was not written by this class.</exception>
    public static ImmutableArray<StoredChoice> Read(string json) =>
    [
        .. JsonSerializer.Deserialize(json, ChoiceContext.Relaxed.ChoiceInRowArray)!
            .Select(choice => new StoredChoice(choice.Text, choice.FinishReason, choice.LogProbs?.ToSession())),
    ];
}

internal sealed record ChoiceInRow
{
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("finish_reason")]
    [JsonConverter(typeof(JsonStringEnumConverter<SessionFinishReason>))]
    public required SessionFinishReason FinishReason { get; init; }

    [JsonPropertyName("logprobs")]
    public IReadOnlyList<StoredLogProb>? LogProbs { get; init; }
}

[JsonSerializable(typeof(ChoiceInRow[]))]
internal sealed partial class ChoiceContext : JsonSerializerContext
{
    public static ChoiceContext Relaxed { get; } = new(RowJson.NewOptions());
}
