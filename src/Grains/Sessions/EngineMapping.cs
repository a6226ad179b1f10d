using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Inputs;
using TenantLLM.Grains.Models;
using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;

namespace TenantLLM.Grains.Sessions;

/// <summary>Between the vocabulary of sessions and the engine's.</summary>
internal static class EngineMapping
{
    public static GenerationRequest ToEngine(this SessionRequest request, SessionKey key) => new()
    {
        ResponseId = request.ResponseId,
        TenantId = key.ProjectId,
        ConversationId = key.ConversationId,
        Prompt = request.Prompt.ToEngine(),
        Sampling = SamplingOf(request),
        MaxTokens = request.MaxTokens,
        StopSequences = request.StopSequences,
        Choices = [.. Enumerable.Range(0, request.Choices).Select(index => new ChoiceStart(index))],
        TopLogProbs = request.TopLogProbs,
    };

    public static SessionUpdate ToSession(this GenerationUpdate update, ModelInfo model) => update switch
    {
        GenerationUpdate.Started started => SessionUpdate.Started(new SessionStart(model.Fingerprint) { PromptText = started.PromptText }),
        GenerationUpdate.TextDelta text => SessionUpdate.TextDelta(text.Choice, text.Text, LogProbsOf(text)),
        GenerationUpdate.ChoiceFinished finished => SessionUpdate.ChoiceFinished(finished.Choice, ToSession(finished.Reason)),
        GenerationUpdate.Completed completed => SessionUpdate.Completed(ToSession(completed.Usage)),
        GenerationUpdate.Failed failed => SessionUpdate.Failed(ToSession(failed.Failure), ToSession(failed.Usage)),
        _ => throw new ArgumentOutOfRangeException(nameof(update), update.GetType().Name, "not a known update"),
    };

    public static GenerationPrompt ToEngine(this SessionPrompt prompt) => prompt switch
    {
        SessionPrompt.Conversation conversation => new GenerationPrompt.Conversation([.. conversation.Messages.Select(ToEngine)])
        {
            ReasoningEffort = conversation.ReasoningEffort,
        },
        SessionPrompt.Raw raw => new GenerationPrompt.Raw(raw.Text.ToEngine()),
        _ => throw new ArgumentOutOfRangeException(nameof(prompt), prompt.GetType().Name, "not a known kind of prompt"),
    };

    private static SamplingOptions SamplingOf(SessionRequest request) => new()
    {
        Temperature = request.Temperature,
        TopP = request.TopP,
        TopK = request.TopK,
        MinP = request.MinP,
        FrequencyPenalty = request.FrequencyPenalty,
        PresencePenalty = request.PresencePenalty,
        RepetitionPenalty = request.RepetitionPenalty,
        LogitBias = request.LogitBias.ToDictionary(bias => bias.Token, bias => bias.Bias),
        Seed = request.Seed,
    };

    public static SessionLogProbs? LogProbsOf(GenerationUpdate.TextDelta text) =>
        text.LogProbs.IsEmpty ? null : new SessionLogProbs([.. text.LogProbs.Select(ToSession)]);

    private static SessionTokenLogProb ToSession(TokenLogProb token) =>
        new(token.Bytes, token.LogProb, [.. token.Top.Select(ToSession)]);

    /// <summary>Why a lease has no engine.</summary>
    public static SessionFailure ToFailure(this ModelLease lease, string model) => lease.RetryAfter is { } delay
        ? new(SessionFailureKind.Unavailable, $"The model `{model}` cannot be loaded now.") { RetryAfter = delay }
        : new(SessionFailureKind.ModelNotFound, $"The model `{model}` does not exist or you do not have access to it.");

    private static ChatMessage ToEngine(SessionMessage message) => new(message.Role, message.Content ?? message.Refusal)
    {
        Name = message.Name,
        ToolCalls = [.. message.ToolCalls.Select(call => new ChatToolCall(call.Id, call.Name, call.Arguments))],
        ToolCallId = message.ToolCallId,
    };

    public static SessionFinishReason ToSession(this FinishReason reason) => reason switch
    {
        FinishReason.Stop => SessionFinishReason.Stop,
        FinishReason.Length => SessionFinishReason.Length,
        FinishReason.ContentFilter => SessionFinishReason.ContentFilter,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a known finish reason"),
    };

    public static SessionFailure ToSession(this GenerationFailure failure) =>
        new(ToSession(failure.Kind), failure.Message) { RetryAfter = failure.RetryAfter, Parameter = failure.Parameter };

    private static SessionFailureKind ToSession(GenerationFailureKind kind) => kind switch
    {
        GenerationFailureKind.InvalidPrompt => SessionFailureKind.InvalidPrompt,
        GenerationFailureKind.PromptTooLong => SessionFailureKind.PromptTooLong,
        GenerationFailureKind.Overloaded or GenerationFailureKind.Stopping => SessionFailureKind.Overloaded,
        GenerationFailureKind.Unsupported => SessionFailureKind.Unsupported,
        GenerationFailureKind.Unavailable => SessionFailureKind.Unavailable,
        GenerationFailureKind.DeadlineExceeded => SessionFailureKind.DeadlineExceeded,
        GenerationFailureKind.ReaderTooSlow => SessionFailureKind.ReaderTooSlow,
        _ => SessionFailureKind.Internal,
    };

    public static SessionUsage ToSession(this TokenUsage usage) => new(usage.Prompt, usage.Cached, usage.Completion);
}
