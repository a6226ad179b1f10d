using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Conversations;

namespace TenantLLM.Grains.Sessions;

/// <summary>A turn while it is answered: what was asked and what was said so far.</summary>
internal sealed class Turn(SessionRequest request)
{
    private readonly StringBuilder _answer = new();
    private bool _started;
    private bool _isComplete;
    private bool _written;

    public string ResponseId => request.ResponseId;

    public void Observe(GenerationUpdate update)
    {
        _started |= update is GenerationUpdate.Started;
        _isComplete |= update is GenerationUpdate.Completed;
        if (update is GenerationUpdate.TextDelta { Choice: 0 } delta)
            _answer.Append(delta.Text);
    }

    /// <summary>Whether the turn is now to be written: it may be kept, it was begun, and it was not written yet.</summary>
    public bool TakeForWriting()
    {
        var take = request.Store && _started && !_written;
        _written |= take;
        return take;
    }

    /// <summary>The rows the turn adds to its conversation: what of its history is not known there, and the answer.</summary>
    public IReadOnlyList<ConversationItemRow> Rows(ConversationIndex index, SessionKey key, DateTimeOffset now)
    {
        var rows = new List<ConversationItemRow>();
        int? parent = null;
        foreach (var message in request.Messages)
            Add(message, responseId: null, isComplete: true);
        if (_isComplete || _answer.Length > 0)
            Add(new SessionMessage("assistant", _answer.ToString()), request.ResponseId, _isComplete);
        return rows;

        void Add(SessionMessage message, string? responseId, bool isComplete)
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

            parent = position;
        }
    }
}
