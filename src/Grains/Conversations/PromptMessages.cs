using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Conversations;

/// <summary>Items as the messages that chat templates know.</summary>
internal static class PromptMessages
{
    /// <summary>The instructions first, then the items: calls are part of the assistant's message before them, reasoning is left out.</summary>
    public static ImmutableArray<SessionMessage> Of(string? instructions, IEnumerable<ConversationItem> items)
    {
        var messages = ImmutableArray.CreateBuilder<SessionMessage>();
        if (instructions is not null)
            messages.Add(new SessionMessage("system", instructions));
        var isCallsTurn = false;
        foreach (var item in items)
        {
            switch (item.Kind)
            {
                case ConversationItemKind.Message:
                    messages.Add(new SessionMessage(item.Role!, TextOf(item)));
                    isCallsTurn = item.Role == "assistant";
                    break;
                case ConversationItemKind.FunctionCall:
                    if (!isCallsTurn)
                        messages.Add(new SessionMessage("assistant", null));
                    messages[^1] = messages[^1] with { ToolCalls = messages[^1].ToolCalls.Add(new(item.CallId!, item.Name!, item.Text!)) };
                    isCallsTurn = true;
                    break;
                case ConversationItemKind.FunctionCallOutput:
                    messages.Add(new SessionMessage("tool", item.Text ?? TextOf(item)) { ToolCallId = item.CallId });
                    isCallsTurn = false;
                    break;
            }
        }

        return messages.DrainToImmutable();
    }

    /// <summary>Parts are joined by line breaks, as those of chat messages are.</summary>
    private static string TextOf(ConversationItem item) => string.Join('\n', item.Content.Select(part => part.Text));
}
