using TenantLLM.Grains.Abstractions.Usage;

namespace TenantLLM.Grains.Abstractions.Conversations;

/// <summary>A response to generate.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.ResponseRequest")]
public sealed record ResponseRequest
{
    /// <summary>The id it will have (<c>resp_…</c>).</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The id the message it generates will have (<c>msg_…</c>).</summary>
    [Id(1)]
    public required string OutputItemId { get; init; }

    /// <summary>The model's name, as the client gave it.</summary>
    [Id(2)]
    public required string Model { get; init; }

    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The new items of this turn, in their order.</summary>
    [Id(4)]
    public ImmutableArray<ConversationItem> Input { get; init; } = [];

    /// <summary>A response of this session to continue.</summary>
    [Id(5)]
    public string? PreviousResponseId { get; init; }

    /// <summary>Whether it belongs to the session's conversation: it continues what is there, its items are appended, and no other may run
    /// meanwhile.</summary>
    [Id(6)]
    public bool IsInConversation { get; init; }

    /// <summary>Goes before all items in the prompt, for this response only.</summary>
    [Id(7)]
    public string? Instructions { get; init; }

    /// <summary>Whether it runs on when nobody reads it.</summary>
    [Id(8)]
    public bool IsBackground { get; init; }

    /// <summary>Whether the response can be fetched and continued; false leaves no trace of it, but of a conversation's items.</summary>
    [Id(9)]
    public bool Store { get; init; } = true;

    /// <summary>Whether the oldest items may be left out of a prompt that is too long.</summary>
    [Id(10)]
    public bool MayTruncate { get; init; }

    /// <summary>The most tokens to generate; null: as many as the context holds.</summary>
    [Id(11)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>0 to 2; 0 takes the most likely token.</summary>
    [Id(12)]
    public float Temperature { get; init; } = 1;

    /// <summary>0 to 1.</summary>
    [Id(13)]
    public float TopP { get; init; } = 1;

    /// <summary>How many of the likeliest tokens are told beside each sampled one, 0 to 20; null: no log-probabilities.</summary>
    [Id(14)]
    public int? TopLogProbs { get; init; }

    /// <summary>What is to be returned with the response as it is: the API's own text, opaque to the grain.</summary>
    [Id(15)]
    public required string Echo { get; init; }

    [Id(16)]
    public BilledTo BilledTo { get; init; }
}
