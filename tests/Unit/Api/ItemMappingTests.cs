using TenantLLM.Api.Endpoints.Items;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Items;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ItemMappingTests
{
    private const string Session = "0123456789abcdef";

    public static TheoryData<Item> Items =>
    [
        new MessageItem { Role = "user", Content = [new InputTextPart("a"), new InputTextPart("b")] },
        new MessageItem { Role = "assistant", Content = [new OutputTextPart("a"), new RefusalPart("no")], Status = ItemStatuses.Incomplete },
        new FunctionCallItem { CallId = "call_1", Name = "f", Arguments = "{}" },
        new FunctionCallOutputItem { CallId = "call_1", Output = CallOutput.Of("5") },
        new FunctionCallOutputItem { CallId = "call_1", Output = CallOutput.Of([new InputTextPart("5")]) },
        new ReasoningItem { Content = [new ReasoningTextPart("hm")], Summary = [new SummaryTextPart("s")] },
        new ReasoningItem { Summary = [new SummaryTextPart("s")] },
    ];

    [Theory]
    [MemberData(nameof(Items))]
    public void Item_ThroughASession_IsTheSameButForItsId(Item item)
    {
        var held = item.ToSession(Session);
        Assert.Contains("_" + Session, held.Id, StringComparison.Ordinal);
        Assert.Equal(Json(item with { Id = held.Id }), Json(held.ToWire()));
    }

    [Fact]
    public void Item_WithAnIdOfTheClients_GetsAnother()
    {
        var item = new MessageItem { Id = "msg_mine", Role = "user", Content = [] };
        Assert.NotEqual(item.ToSession(Session).Id, item.ToSession(Session).Id);
    }

    [Fact]
    public void OutputText_WithProbabilities_TellsThem()
    {
        var token = new SessionTokenLogProb("hi"u8.ToArray(), -0.5f, [new("ho"u8.ToArray(), -1, [])]);
        var item = new ConversationItem
        {
            Id = "msg_1",
            Kind = ConversationItemKind.Message,
            Role = "assistant",
            Content = [new ConversationPart(ConversationPartKind.OutputText, "hi") { LogProbs = new SessionLogProbs([token]) }],
        };

        Assert.Contains(
            "\"logprobs\":[{\"token\":\"hi\",\"bytes\":[104,105],\"logprob\":-0.5,\"top_logprobs\":[{\"token\":\"ho\"",
            Json(item.ToWire()),
            StringComparison.Ordinal);
    }

    private static string Json(Item item) =>
        System.Text.Json.JsonSerializer.Serialize(item, TenantLLM.Wire.Json.WireJson.Frames.Item);
}
