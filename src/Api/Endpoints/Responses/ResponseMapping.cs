using System.Diagnostics;
using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Responses;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>Between OpenAI's responses and those of sessions.</summary>
internal static class ResponseMapping
{
    public static ResponseRequest ToSession(this CreateResponseRequest request, ResponseTurn turn, DateTimeOffset createdAt) =>
        request.Prompt.ToSession(turn, createdAt) with
        {
            IsBackground = request.IsBackground,
            Store = request.Store,
            MaxOutputTokens = request.MaxOutputTokens,
            Temperature = (float)(request.Temperature ?? 1),
            TopP = (float)(request.TopP ?? 1),
            TopLogProbs = request.TopLogprobs,
            Echo = ResponseEcho.Of(request, turn.Ids.OutputItem).Serialize(),
        };

    public static ResponseRequest ToSession(this ResponsePrompt prompt, ResponseTurn turn, DateTimeOffset createdAt) => new()
    {
        Id = turn.Ids.Response,
        OutputItemId = turn.Ids.OutputItem,
        Model = prompt.Model,
        CreatedAt = createdAt,
        Input = turn.Input,
        PreviousResponseId = prompt.PreviousResponseId,
        IsInConversation = prompt.ConversationId is not null,
        Instructions = prompt.Instructions,
        MayTruncate = prompt.MayTruncate,
        Echo = "",
    };

    public static AdmissionRequest ToAdmission(this ResponseRequest request) => new()
    {
        ResponseId = request.Id,
        Model = request.Model,
        MaxOutputTokens = request.MaxOutputTokens,
    };

    public static ResponseObject ToWire(this StoredResponse response) => response.ToWire(ResponseEcho.Parse(response.Echo));

    /// <param name="response">The response.</param>
    /// <param name="echo">Its <see cref="StoredResponse.Echo"/>, read.</param>
    public static ResponseObject ToWire(this StoredResponse response, ResponseEcho echo) => new(echo)
    {
        Id = response.Id,
        CreatedAt = response.CreatedAt.ToUnixTimeSeconds(),
        Status = ToWire(response.Status),
        CompletedAt = response.CompletedAt?.ToUnixTimeSeconds(),
        Error = response.Failure is { } failure ? new ResponseError(Code(failure.Kind), failure.Message) : null,
        IncompleteDetails = response.FinishReason switch
        {
            SessionFinishReason.Length => IncompleteDetails.MaxOutputTokens,
            SessionFinishReason.ContentFilter => IncompleteDetails.ContentFilter,
            _ => null,
        },
        Model = response.Model,
        Output = [.. response.Output.Select(item => item.ToWire())],
        Usage = response.Usage is { } usage
            ? ResponseUsage.Of(usage.PromptTokens, usage.CachedTokens, usage.CompletionTokens)
            : null,
    };

    private static string ToWire(ResponseStatus status) => status switch
    {
        ResponseStatus.Queued => ResponseStatuses.Queued,
        ResponseStatus.InProgress => ResponseStatuses.InProgress,
        ResponseStatus.Completed => ResponseStatuses.Completed,
        ResponseStatus.Incomplete => ResponseStatuses.Incomplete,
        ResponseStatus.Failed => ResponseStatuses.Failed,
        ResponseStatus.Cancelled => ResponseStatuses.Cancelled,
        _ => throw new UnreachableException($"{status} is no status of a response."),
    };

    private static string Code(SessionFailureKind kind) => kind switch
    {
        SessionFailureKind.InvalidPrompt or SessionFailureKind.PromptTooLong or SessionFailureKind.Unsupported
            or SessionFailureKind.ModelNotFound => ResponseErrorCodes.InvalidPrompt,
        SessionFailureKind.Overloaded => ResponseErrorCodes.RateLimitExceeded,
        _ => ResponseErrorCodes.ServerError,
    };
}
