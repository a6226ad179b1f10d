using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The rule over messages: every tool call is answered at once, and nothing else is.</summary>
internal static class ToolCallOrder
{
    public static void Check(IReadOnlyList<ChatRequestMessage> messages, ObjectReader fields)
    {
        var open = new OpenCalls([]);
        for (var index = 0; index < messages.Count && !fields.Failed; index++)
        {
            if (messages[index].Role == ChatRoles.Tool)
            {
                CheckAnswer(messages[index].ToolCallId!, index, open, fields);
                continue;
            }

            if (open.Any)
                fields.Report(ToolCallErrors.Unanswered($"messages[{index}].role", open.Ids));
            open = new OpenCalls(messages[index].ToolCalls);
        }

        if (open.Any)
            fields.Report(ToolCallErrors.Unanswered("messages", open.Ids));
    }

    private static void CheckAnswer(string id, int index, OpenCalls calls, ObjectReader fields)
    {
        if (calls.WereNone)
            fields.Report(ToolCallErrors.NothingToAnswer($"messages[{index}].role"));
        else if (!calls.Answer(id))
            fields.Report(ToolCallErrors.UnknownCall($"messages[{index}].tool_call_id", id));
    }

    /// <summary>The calls of one assistant message, and which of them were answered.</summary>
    private sealed class OpenCalls(IReadOnlyList<ChatToolCall> calls)
    {
        private readonly HashSet<string> _all = [.. calls.Select(call => call.Id)];
        private readonly HashSet<string> _answered = [];

        public bool WereNone => _all.Count == 0;

        public bool Any => _answered.Count < _all.Count;

        public IReadOnlyList<string> Ids => calls.Select(call => call.Id).Where(id => !_answered.Contains(id)).Distinct().ToList();

        /// <summary>False for the id of no call. Answering twice is allowed.</summary>
        public bool Answer(string id)
        {
            var isKnown = _all.Contains(id);
            if (isKnown)
                _answered.Add(id);
            return isKnown;
        }
    }
}
