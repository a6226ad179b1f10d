using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Abstractions.Usage;

namespace TenantLLM.Grains.Abstractions.Sessions;

/// <summary>A turn to answer, or a text to continue.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionRequest")]
public sealed record SessionRequest
{
    /// <summary>The id the answer will have (<c>chatcmpl-…</c>, <c>cmpl-…</c>).</summary>
    [Id(0)]
    public required string ResponseId { get; init; }

    /// <summary>The model's name, as the client gave it.</summary>
    [Id(1)]
    public required string Model { get; init; }

    [Id(2)]
    public required SessionPrompt Prompt { get; init; }

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

    /// <summary>Whether the conversation keeps the turn; false leaves no trace of it on disk.</summary>
    [Id(8)]
    public bool KeepTurn { get; init; } = true;

    /// <summary>-2 to 2.</summary>
    [Id(9)]
    public float FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    [Id(10)]
    public float PresencePenalty { get; init; }

    /// <summary>Each token once.</summary>
    [Id(11)]
    public ImmutableArray<SessionLogitBias> LogitBias { get; init; } = [];

    /// <summary>0: all tokens.</summary>
    [Id(12)]
    public int TopK { get; init; }

    /// <summary>0 to 1.</summary>
    [Id(13)]
    public float MinP { get; init; }

    /// <summary>0.01 to 10; 1 changes nothing.</summary>
    [Id(14)]
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>How many answers to generate; at least 1.</summary>
    [Id(15)]
    public int Choices { get; init; } = 1;

    /// <summary>How many of the likeliest tokens are told beside each sampled one, 0 to 20; null: no log-probabilities.</summary>
    [Id(16)]
    public int? TopLogProbs { get; init; }

    /// <summary>When the answer was asked for.</summary>
    [Id(17)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>With what the answer is stored for its project to list and fetch, once it is whole; null: it is not. The turn must be
    /// kept.</summary>
    [Id(18)]
    public CompletionStorage? Storage { get; init; }

    [Id(19)]
    public BilledTo BilledTo { get; init; }

    /// <summary>Of a request with several prompts, each answered by itself under the same id: which one it is, from 0.</summary>
    [Id(20)]
    public int Part { get; init; }
}

/// <summary>What is added to a token's logit, -100 to 100; a token that the model lacks is ignored.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.SessionLogitBias")]
public readonly record struct SessionLogitBias([property: Id(0)] int Token, [property: Id(1)] float Bias);
