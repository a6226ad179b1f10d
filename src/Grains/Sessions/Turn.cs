using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.StoredCompletions;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Sessions;

/// <summary>A turn while it is answered: what was asked, and what each choice has said so far. All choices are kept, as branches that
/// follow the same message: the next request tells which one the conversation goes on with.</summary>
internal sealed class Turn(SessionRequest request, string fingerprint)
{
    /// <summary>Of all choices together: they are kept in memory until the end, and a stored completion is one row.</summary>
    private const int MostLogProbs = 500_000;

    private readonly ImmutableArray<SessionMessage> _messages = (request.Prompt as SessionPrompt.Conversation)?.Messages ?? [];
    private readonly TurnAnswer[] _answers = [.. Enumerable.Range(0, request.Choices).Select(_ => new TurnAnswer(MostLogProbsOf(request)))];
    private SessionUsage? _usage;

    public string ResponseId => request.ResponseId;

    public void Observe(GenerationUpdate update)
    {
        switch (update)
        {
            case GenerationUpdate.TextDelta delta:
                _answers[delta.Choice].Append(delta);
                break;
            case GenerationUpdate.ChoiceFinished finished:
                _answers[finished.Choice].Finish(finished.Reason);
                break;
            case GenerationUpdate.Completed completed:
                _usage = completed.Usage.ToSession();
                break;
        }
    }

    /// <summary>Whether the conversation keeps it.</summary>
    public bool IsKept => request.KeepTurn && !_messages.IsEmpty;

    /// <summary>What the turn adds to its conversation: what of its history is not known there, and the answers; of one that is whole, where
    /// its client asked for it, the stored completion.</summary>
    public ConversationTurn ToRows(ConversationIndex index, SessionKey key, UsageRow usage, DateTimeOffset now)
    {
        var rows = new List<ConversationItemRow>();
        var history = new List<int>(_messages.Length);
        foreach (var message in _messages)
            history.Add(Add(message, responseId: null, isComplete: true));
        foreach (var answer in _answers.Where(answer => answer.IsComplete || answer.Text.Length > 0))
            Add(new SessionMessage("assistant", answer.Text), request.ResponseId, answer.IsComplete);
        return Completion() is { } completion
            ? new ConversationTurn
            {
                Items = rows,
                Usage = usage,
                Completion = completion.ToRow(key, history),
                Tags = StoredCompletionRows.Tags(key.ProjectId, completion.Id, completion.Metadata),
            }
            : new ConversationTurn { Items = rows, Usage = usage };

        int Add(SessionMessage message, string? responseId, bool isComplete)
        {
            int? parent = history.Count > 0 ? history[^1] : null;
            var content = SessionMessageJson.Write(message);
            var (position, isNew) = index.FindOrAdd(parent, message.Role, content, isComplete);
            if (isNew)
            {
                rows.Add(new ConversationItemRow
                {
                    ProjectId = key.ProjectId,
                    ConversationId = key.ConversationId,
                    Position = position,
                    ParentPosition = parent,
                    Role = message.Role,
                    Content = content,
                    ResponseId = responseId,
                    IsComplete = isComplete,
                    CreatedAt = now,
                });
            }

            return position;
        }
    }

    /// <summary>What is stored; null where nothing is to be, or the answer is not whole.</summary>
    private StoredCompletion? Completion() => request.Storage is { } storage && _usage is { } usage
        ? new StoredCompletion
        {
            Id = request.ResponseId,
            CreatedAt = request.CreatedAt,
            Model = request.Model,
            Fingerprint = fingerprint,
            Usage = usage,
            Choices = [.. _answers.Select(answer => answer.ToStored())],
            Metadata = storage.Metadata,
            Echo = storage.Echo,
        }
        : null;

    private static int MostLogProbsOf(SessionRequest request) =>
        request is { Storage: not null, TopLogProbs: not null } ? MostLogProbs / request.Choices : 0;
}
