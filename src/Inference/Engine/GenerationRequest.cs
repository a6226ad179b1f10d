using TenantLLM.Inference.Sampling;
using TenantLLM.Inference.Telemetry;

namespace TenantLLM.Inference.Engine;

/// <summary>One answer wanted from an engine.</summary>
public sealed record GenerationRequest
{
    /// <summary>The response's id (<c>chatcmpl-…</c>), for traces.</summary>
    public required string ResponseId { get; init; }

    /// <summary>Whose request it is: the unit of fairness and of prefix reuse.</summary>
    public required string TenantId { get; init; }

    /// <summary>The session it belongs to, for traces.</summary>
    public required string ConversationId { get; init; }

    public required GenerationPrompt Prompt { get; init; }

    public SamplingOptions Sampling { get; init; } = SamplingOptions.Default;

    /// <summary>The most tokens to generate; null: as many as the context holds.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts that end the answer; they are not part of it.</summary>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>The choices to generate, each with what it has said already; they share the prompt's prefill.</summary>
    public IReadOnlyList<ChoiceStart> Choices { get; init; } = [ChoiceStart.First];

    /// <summary>How many of the likeliest tokens are told beside each sampled one, 0 to 20; null: no log-probabilities.</summary>
    public int? TopLogProbs { get; init; }

    /// <summary>How long the request may take, its time in the queue included; null: as long as the engine allows.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Where an engine of ours notes when the stages begin; null: nobody asks.</summary>
    internal GenerationTimes? Times { get; init; }
}
