using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The rule over messages: every tool call is answered at once, and nothing else is.</summary>
internal static class ToolCallOrder
{
    public static void Check(IReadOnlyList<ChatRequestMessage> messages, ObjectReader fields)
    {
        var open = new List<string>();
        var fault = "messages";
        var answerable = new HashSet<string>();
        for (var index = 0; index < messages.Count && !fields.Failed; index++)
        {
            var message = messages[index];
            if (message.Role == ChatRoles.Tool)
            {
                if (answerable.Count == 0)
                    fields.Report(ToolCallErrors.NothingToAnswer($"messages[{index}].role"));
                else if (!answerable.Contains(message.ToolCallId!))
                    fields.Report(ToolCallErrors.UnknownCall($"messages[{index}].tool_call_id", message.ToolCallId!));
                open.Remove(message.ToolCallId!);
                continue;
            }

            if (open.Count > 0)
            {
                fault = $"messages[{index}].role";
                break;
            }

            open = [.. message.ToolCalls.Select(call => call.Id)];
            answerable = [.. open];
        }

        if (open.Count > 0 && !fields.Failed)
            fields.Report(ToolCallErrors.Unanswered(fault, open));
    }
}
