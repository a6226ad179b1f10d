using System.Collections.Immutable;
using System.Text;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Responses;

namespace TenantLLM.Api.Endpoints.Responses;

/// <summary>A response while it is put together from its updates.</summary>
/// <param name="begun">The response as it was begun; it may have ended since.</param>
internal sealed class ResponseProgress(StoredResponse begun)
{
    private readonly ResponseEcho _echo = ResponseEcho.Parse(begun.Echo);
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<SessionTokenLogProb>.Builder _logProbs = ImmutableArray.CreateBuilder<SessionTokenLogProb>();
    private SessionFinishReason? _finishReason;

    public ResponseObject Begun => begun.ToWire(_echo);

    /// <summary>Takes in an update that is not the last.</summary>
    public void Add(in SessionUpdate update)
    {
        if (update.Kind == SessionUpdateKind.ChoiceFinished)
            _finishReason = update.FinishReason;
        _text.Append(update.Text);
        if (update.LogProbs is { } logProbs)
            _logProbs.AddRange(logProbs.Tokens);
    }

    /// <summary>The response as it ended.</summary>
    public ResponseObject Ended(SessionEnd end)
    {
        var status = Status(end.Failure);
        return (begun with
        {
            Status = status,
            CompletedAt = status == ResponseStatus.Completed ? end.EndedAt : null,
            Output = Output(),
            Usage = end.Usage,
            Failure = status == ResponseStatus.Failed ? end.Failure : null,
            FinishReason = status == ResponseStatus.Incomplete ? _finishReason : null,
        }).ToWire(_echo);
    }

    private ResponseStatus Status(SessionFailure? failure) => failure?.Kind switch
    {
        null => _finishReason == SessionFinishReason.Stop ? ResponseStatus.Completed : ResponseStatus.Incomplete,
        // One in the foreground is not cancelled by name: its client left.
        SessionFailureKind.Cancelled => begun.IsBackground ? ResponseStatus.Cancelled : ResponseStatus.Incomplete,
        _ => ResponseStatus.Failed,
    };

    private ImmutableArray<ConversationItem> Output()
    {
        if (_text.Length == 0 && _finishReason is null)
            return [];
        var text = new ConversationPart(ConversationPartKind.OutputText, _text.ToString())
        {
            LogProbs = _logProbs.Count > 0 ? new SessionLogProbs(_logProbs.ToImmutable()) : null,
        };
        return
        [
            new ConversationItem
            {
                Id = _echo.OutputItemId,
                Kind = ConversationItemKind.Message,
                Role = "assistant",
                Content = [text],
                IsComplete = _finishReason == SessionFinishReason.Stop,
            },
        ];
    }
}
