using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;

namespace TenantLLM.Grains.Sessions;

/// <summary>A turn while it is answered: what was asked, and what each choice has said so far. All choices are kept, as branches that
/// follow the same message: the next request tells which one the conversation goes on with.</summary>
internal sealed class Turn(SessionRequest request)
{
    private readonly ImmutableArray<SessionMessage> _messages = (request.Prompt as SessionPrompt.Conversation)?.Messages ?? [];
    private readonly Answer[] _answers = [.. Enumerable.Range(0, request.Choices).Select(_ => new Answer())];
    private bool _started;
    private bool _written;

    public string ResponseId => request.ResponseId;

    public void Observe(GenerationUpdate update)
    {
        switch (update)
        {
            case GenerationUpdate.Started:
                _started = true;
                break;
            case GenerationUpdate.TextDelta delta:
                _answers[delta.Choice].Text.Append(delta.Text);
                break;
            case GenerationUpdate.ChoiceFinished finished:
                _answers[finished.Choice].IsComplete = true;
                break;
        }
    }

    /// <summary>Whether the turn is now to be written: it is one that may be kept, it was begun, and it was not written yet.</summary>
    public bool TakeForWriting()
    {
        var take = request.Store && !_messages.IsEmpty && _started && !_written;
        _written |= take;
        return take;
    }

    /// <summary>The rows the turn adds to its conversation: what of its history is not known there, and the answers.</summary>
    public IReadOnlyList<ConversationItemRow> Rows(ConversationIndex index, SessionKey key, DateTimeOffset now)
    {
        var rows = new List<ConversationItemRow>();
        int? parent = null;
        foreach (var message in _messages)
            parent = Add(message, responseId: null, isComplete: true);
        foreach (var answer in _answers.Where(answer => answer.IsComplete || answer.Text.Length > 0))
            Add(new SessionMessage("assistant", answer.Text.ToString()), request.ResponseId, answer.IsComplete);
        return rows;

        int Add(SessionMessage message, string? responseId, bool isComplete)
        {
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

    private sealed class Answer
    {
        public StringBuilder Text { get; } = new();

        /// <summary>Whether the choice has ended of itself.</summary>
        public bool IsComplete { get; set; }
    }
}
