using System.Collections.Immutable;

namespace TenantLLM.Inference.Engine;

/// <summary>A step of a generation as its reader sees it.</summary>
public abstract record GenerationUpdate
{
    private GenerationUpdate()
    {
    }

    /// <summary>The request was admitted and its prompt measured.</summary>
    /// <param name="PromptTokens">Tokens of the prompt.</param>
    public sealed record Started(int PromptTokens) : GenerationUpdate
    {
        /// <summary>Of a raw prompt that was given as tokens: what they stand for; null otherwise.</summary>
        public string? PromptText { get; init; }
    }

    /// <summary>More text of a choice: whole characters only, never a part of a stop sequence.</summary>
    public sealed record TextDelta(int Choice, string Text) : GenerationUpdate
    {
        /// <summary>The tokens sampled since the choice's last update. All tokens of all updates up to here are what a
        /// <see cref="ChoiceStart"/> takes to continue after this text. None where the engine does not know them (an upstream server).</summary>
        public ImmutableArray<int> Tokens { get; init; } = [];

        /// <summary>One for each of <see cref="Tokens"/>, where they were asked for; of an engine that does not know its tokens, one for each
        /// token of the text.</summary>
        public ImmutableArray<TokenLogProb> LogProbs { get; init; } = [];

        /// <summary>Prompt tokens of the generation that needed no prefill, as <see cref="TokenUsage.Cached"/>.</summary>
        public int CachedTokens { get; init; }
    }

    /// <summary>A choice has ended.</summary>
    public sealed record ChoiceFinished(int Choice, FinishReason Reason) : GenerationUpdate;

    /// <summary>All choices have ended. Always the last update of a generation that succeeded.</summary>
    public sealed record Completed(TokenUsage Usage) : GenerationUpdate;

    /// <summary>The generation ended early. Always the last update.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="Usage">What was computed until then.</param>
    public sealed record Failed(GenerationFailure Failure, TokenUsage Usage) : GenerationUpdate;
}
