using TenantLLM.Api.Endpoints.Chat.Stored;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Ids;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>Between OpenAI's chat completions and the vocabulary of sessions.</summary>
internal static class ChatMapping
{
    /// <param name="request">The request.</param>
    /// <param name="createdAt">When it came.</param>
    /// <param name="requestId">The <c>x-request-id</c> of its answer.</param>
    public static SessionRequest ToSession(ChatCompletionRequest request, DateTimeOffset createdAt, string requestId) => new SessionRequest
    {
        ResponseId = ObjectIds.ChatCompletion(createdAt),
        CreatedAt = createdAt,
        Model = request.Model,
        Prompt = new SessionPrompt.Conversation([.. request.Messages.Select(ToSession)]) { ReasoningEffort = request.ReasoningEffort },
        MaxTokens = request.MaxCompletionTokens,
        Choices = request.Choices,
        TopLogProbs = request.TopLogprobs,
        KeepTurn = request.Store != false,
        Storage = request.Store == true
            ? new CompletionStorage(request.Metadata.ToEntries(), ChatCompletionEcho.Of(request, requestId).Serialize())
            : null,
    }.Sampled(request.Sampling);

    public static AdmissionRequest ToAdmission(ChatCompletionRequest request, SessionRequest turn) => new()
    {
        ResponseId = turn.ResponseId,
        Model = request.Model,
        MaxOutputTokens = request.MaxCompletionTokens,
        Answers = request.Choices,
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

    private static SessionMessage ToSession(ChatRequestMessage message) => new(message.Role, message.Content)
    {
        Name = message.Name,
        ToolCalls = [.. message.ToolCalls.Select(call => new SessionToolCall(call.Id, call.Function.Name, call.Function.Arguments))],
        ToolCallId = message.ToolCallId,
        Refusal = message.Refusal,
        ContentParts = [.. message.ContentParts],
    };
}
