namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A turn to answer.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionRequest")]
public sealed record SessionRequest
{
    /// <summary>The id the answer will have (<c>chatcmpl-…</c>).</summary>
    [Id(0)]
    public required string ResponseId { get; init; }

    /// <summary>The model's name, as the client gave it.</summary>
    [Id(1)]
    public required string Model { get; init; }

    /// <summary>The conversation so far, its last message the one to answer.</summary>
    [Id(2)]
    public required ImmutableArray<SessionMessage> Messages { get; init; }

    /// <summary>The most tokens to generate; null: as many as the context holds.</summary>
    [Id(3)]
    public int? MaxTokens { get; init; }

    /// <summary>0 to 2; 0 takes the most likely token.</summary>
    [Id(4)]
    public float Temperature { get; init; } = 1;

    /// <summary>0 to 1.</summary>
    [Id(5)]
    public float TopP { get; init; } = 1;

    [Id(6)]
    public long? Seed { get; init; }

    /// <summary>Texts that end the answer and are not part of it.</summary>
    [Id(7)]
    public ImmutableArray<string> StopSequences { get; init; } = [];

    /// <summary>Whether the turn is written to disk; false leaves no trace of it.</summary>
    [Id(8)]
    public bool Store { get; init; } = true;
}
