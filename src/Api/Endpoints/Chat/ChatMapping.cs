using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Chat;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Between OpenAI's chat completions and the vocabulary of sessions.</summary>
internal static class ChatMapping
{
    public static SessionRequest ToSession(ChatCompletionRequest request, string responseId) => new()
    {
        ResponseId = responseId,
        Model = request.Model,
        Prompt = new SessionPrompt.Conversation([.. request.Messages.Select(ToSession)]),
        MaxTokens = request.MaxCompletionTokens,
        Temperature = (float)(request.Temperature ?? 1),
        TopP = (float)(request.TopP ?? 1),
        FrequencyPenalty = (float)(request.FrequencyPenalty ?? 0),
        PresencePenalty = (float)(request.PresencePenalty ?? 0),
        RepetitionPenalty = (float)(request.RepetitionPenalty ?? 1),
        LogitBias = [.. request.LogitBias.Select(bias => new SessionLogitBias(bias.Key, (float)bias.Value))],
        TopK = request.TopK ?? 0,
        MinP = (float)(request.MinP ?? 0),
        Seed = request.Seed,
        StopSequences = [.. request.Stop],
        Choices = request.Choices,
        TopLogProbs = request.TopLogprobs,
        Store = request.Store != false,
    };

    public static string ToWire(SessionFinishReason reason) => reason switch
    {
        SessionFinishReason.Stop => FinishReasons.Stop,
        SessionFinishReason.Length => FinishReasons.Length,
        SessionFinishReason.ContentFilter => FinishReasons.ContentFilter,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a known finish reason"),
    };

    public static CompletionUsage ToWire(SessionUsage usage) =>
        CompletionUsage.Of(usage.PromptTokens, usage.CachedTokens, usage.CompletionTokens);

    /// <summary>Null where none were asked for.</summary>
    public static ChatLogprobs? ToWire(SessionLogProbs? logProbs) =>
        logProbs is null ? null : new ChatLogprobs([.. logProbs.Tokens.Select(ToWire)], null);

    public static ChatTokenLogprob ToWire(SessionTokenLogProb token) => ChatTokenLogprob.Of(
        token.Bytes.Span, token.LogProb, [.. token.Top.Select(top => ChatTopLogprob.Of(top.Bytes.Span, top.LogProb))]);

    private static SessionMessage ToSession(ChatRequestMessage message) => new(message.Role, message.Content ?? message.Refusal)
    {
        Name = message.Name,
        ToolCalls = [.. message.ToolCalls.Select(call => new SessionToolCall(call.Id, call.Function.Name, call.Function.Arguments))],
        ToolCallId = message.ToolCallId,
    };
}
