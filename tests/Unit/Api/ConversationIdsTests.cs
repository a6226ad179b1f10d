using TenantLLM.Api.Sessions;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Inputs;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ConversationIdsTests
{
    [Fact]
    public void Of_LaterTurn_IsTheSameConversation() =>
        Assert.Equal(
            Of(("system", "Be brief."), ("user", "Hi")),
            Of(("system", "Be brief."), ("user", "Hi"), ("assistant", "Hello"), ("user", "Bye")));

    [Fact]
    public void Of_OtherOpening_IsAnotherConversation()
    {
        Assert.NotEqual(Of(("user", "Hi")), Of(("user", "Ho")));
        Assert.NotEqual(Of(("user", "Hi")), Of(("system", "Be brief."), ("user", "Hi")));
    }

    [Fact]
    public void Of_SameCharactersCutElsewhere_IsAnotherConversation() =>
        Assert.NotEqual(Of(("system", "ab"), ("user", "c")), Of(("system", "a"), ("user", "bc")));

    [Fact]
    public void Of_CacheKey_DecidesWhateverTheMessages()
    {
        var one = Request(("user", "Hi")) with { PromptCacheKey = "k" };
        var two = Request(("user", "Ho")) with { PromptCacheKey = "k" };
        Assert.Equal(ConversationIds.Of(one), ConversationIds.Of(two));
        Assert.NotEqual(ConversationIds.Of(one), Of(("user", "Hi")));
    }

    [Fact]
    public void Of_AnyContent_IsSafeInAGrainKey() =>
        Assert.Matches("^conv_[0-9a-f]{32}$", ConversationIds.Of(Request(("user", "x")) with { PromptCacheKey = "../proj_2/é\0" }));

    [Fact]
    public void Of_RawPromptsThatBeginAlike_IsOneConversation()
    {
        var beginning = new string('a', 256);
        Assert.Equal(Of(new TextInput.OfText(beginning + "b")), Of(new TextInput.OfText(beginning + "c")));
        Assert.NotEqual(Of(new TextInput.OfText("b")), Of(new TextInput.OfText("c")));
        Assert.NotEqual(Of(new TextInput.OfTokens([1, 2])), Of(new TextInput.OfTokens([12])));
        Assert.NotEqual(Of(new TextInput.OfTokens([1])), Of(new TextInput.OfText("1")));

        static string Of(TextInput prompt) => ConversationIds.Of("m", prompt);
    }

    private static string Of(params (string Role, string Content)[] messages) => ConversationIds.Of(Request(messages));

    private static ChatCompletionRequest Request(params (string Role, string Content)[] messages) => new()
    {
        Model = "demo",
        Messages = [.. messages.Select(message => new ChatRequestMessage { Role = message.Role, Content = message.Content })],
    };
}
