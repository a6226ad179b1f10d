using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Conversations;
using Xunit;

namespace TenantLLM.Unit.Grains.Conversations;

public sealed class PromptMessagesTests
{
    [Fact]
    public void Of_Instructions_GoFirstAndRolesStay()
    {
        var messages = PromptMessages.Of("Be brief", [Message("developer", "Rules"), Message("user", "Hi")]);
        Assert.Equal([("system", "Be brief"), ("developer", "Rules"), ("user", "Hi")], messages.Select(each => (each.Role, each.Content!)));
    }

    [Fact]
    public void Of_SeveralParts_AreJoinedByLineBreaks()
    {
        var item = Message("user", "One") with
        {
            Content = [new(ConversationPartKind.InputText, "One"), new(ConversationPartKind.InputText, "Two")],
        };
        Assert.Equal("One\nTwo", Assert.Single(PromptMessages.Of(null, [item])).Content);
    }

    [Fact]
    public void Of_Calls_JoinTheAssistantsMessageOrMakeOne()
    {
        var messages = PromptMessages.Of(
            null,
            [
                Message("assistant", "I look."), Call("1"), new ConversationItem { Id = "rs", Kind = ConversationItemKind.Reasoning }, Call("2"),
                Output("1"), Output("2"), Call("3"), Output("3"), Message("user", "?"),
            ]);

        Assert.Equal(["assistant", "tool", "tool", "assistant", "tool", "user"], messages.Select(message => message.Role));
        Assert.Equal(["1", "2"], messages[0].ToolCalls.Select(call => call.Id));
        Assert.Equal(("I look.", "1"), (messages[0].Content, messages[1].ToolCallId));
        Assert.Null(messages[3].Content);
        Assert.Equal("3", Assert.Single(messages[3].ToolCalls).Id);
    }

    private static ConversationItem Message(string role, string text) => new()
    {
        Id = "msg",
        Kind = ConversationItemKind.Message,
        Role = role,
        Content = [new(ConversationPartKind.InputText, text)],
    };

    private static ConversationItem Call(string id) => new()
    {
        Id = "fc",
        Kind = ConversationItemKind.FunctionCall,
        CallId = id,
        Name = "f",
        Text = "{}",
    };

    private static ConversationItem Output(string id) => new()
    {
        Id = "fo",
        Kind = ConversationItemKind.FunctionCallOutput,
        CallId = id,
        Text = "42",
    };
}
