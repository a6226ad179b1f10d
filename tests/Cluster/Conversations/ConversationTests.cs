using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.Conversations;

/// <summary>A conversation: items in a row, and responses that add to it.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Create_ThenRestart_IsThereWithItsItemsAndMetadata()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder))
        {
            await first.Conversation().CreateAsync(User("msg_1", "One"), User("msg_2", "Two"));
            Assert.Equal(ConversationOutcome.Done, await first.Conversation().AppendItemsAsync([User("msg_3", "Three")]));
            await first.Conversation().UpdateConversationAsync([new MetadataEntry("b", "1"), new MetadataEntry("a", "2")]);
        }

        await using var second = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        var grain = second.Conversation();
        Assert.Equal(["One", "Two", "Three"], await grain.ItemsAsync());
        var conversation = (await grain.GetConversationAsync())!;
        Assert.Equal(("conv_1", DateTimeOffset.UnixEpoch), (conversation.Id, conversation.CreatedAt));
        Assert.Equal([new MetadataEntry("b", "1"), new MetadataEntry("a", "2")], conversation.Metadata.AsEnumerable());
    }

    [Fact]
    public async Task ListItems_PageByPage_GivesEachOnceInBothOrders()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();
        await grain.CreateAsync([.. Enumerable.Range(1, 5).Select(number => User($"msg_{number}", $"{number}"))]);

        Assert.Equal(["1", "2", "…"], await grain.ItemsAsync(limit: 2));
        Assert.Equal(["3", "4", "…"], await grain.ItemsAsync(limit: 2, after: "msg_2"));
        Assert.Equal(["5"], await grain.ItemsAsync(limit: 2, after: "msg_4"));
        Assert.Equal(["4", "5"], await grain.ItemsAsync(limit: 2, after: "msg_3"));
        Assert.Empty(await grain.ItemsAsync(after: "msg_5"));
        Assert.Equal(["5", "4", "…"], await grain.ItemsAsync(limit: 2, isDescending: true));
        Assert.Equal(["1"], await grain.ItemsAsync(limit: 2, isDescending: true, after: "msg_2"));
        Assert.Equal(["no page"], await grain.ItemsAsync(after: "msg_none"));
    }

    [Fact]
    public async Task Respond_InConversation_ContinuesItAndAppends()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));

        Assert.Equal("u:One/u:Two", TextOf(await grain.RespondAsync(InConversation("a", "Two"))));
        await grain.AppendItemsAsync([User("msg_3", "Three")]);
        Assert.Equal("u:One/u:Two/a:2/u:Three/u:Four", TextOf(await grain.RespondAsync(InConversation("b", "Four") with { Store = false })));

        // A branch from a response of the conversation stays outside of it.
        Assert.Equal("u:One/u:Two/a:2/u:Else", TextOf(await grain.RespondAsync(Request("c", "Else", "a"))));
        Assert.Equal(
            ["One", "Two", "u:One/u:Two", "Three", "Four", "u:One/u:Two/a:2/u:Three/u:Four"], await grain.ItemsAsync());
        Assert.Equal(["One", "Two"], await grain.InputAsync("a"));
        Assert.Null(await grain.GetResponseAsync("resp_b"));
        Assert.Equal("Else", TextOf((await grain.GetItemAsync("msg_c"))!));
    }

    [Fact]
    public async Task Respond_WhileAnotherRuns_IsLocked()
    {
        var gate = new Gate();
        await using var cluster = await ScriptedCluster.StartAsync(() =>
        {
            var decoder = ScriptedDecoder.Saying("ok");
            decoder.BeforeStep = _ => gate.Pass();
            return decoder;
        });
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));
        var running = grain.RespondAsync(InConversation("a", "Two"));
        await gate.ReachedAsync();

        Assert.Equal(SessionFailureKind.Locked, await grain.FailureAsync(InConversation("b", "?")));
        Assert.Equal(SessionFailureKind.Locked, (await grain.BeginAsync(InConversation("b", "?") with { IsBackground = true }))!.Kind);
        Assert.Equal(ConversationOutcome.Locked, await grain.AppendItemsAsync([User("msg_x", "?")]));
        Assert.Equal(ConversationOutcome.Locked, await grain.DeleteItemAsync("msg_1"));
        Assert.Equal(["One"], await grain.ItemsAsync());
        Assert.Equal(["One", "Two"], await grain.InputAsync("a"));
        gate.Open();

        Assert.Equal("ok", TextOf(await running));
        Assert.Equal(["One", "Two", "ok"], await grain.ItemsAsync());
        Assert.Equal(ConversationOutcome.Done, await grain.AppendItemsAsync([User("msg_x", "?")]));
    }

    [Fact]
    public async Task Respond_ManyAtOnce_AppendWholeTurnsOneAfterTheOther()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok", context: 4096));
        var grain = cluster.Conversation();
        await grain.CreateAsync();

        var failures = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => grain.FailureAsync(InConversation($"{index}", $"{index}"))));

        Assert.All(failures, failure => Assert.True(failure is null or SessionFailureKind.Locked));
        var items = await grain.ItemsAsync();
        Assert.NotEmpty(items);
        Assert.Equal(2 * failures.Count(failure => failure is null), items.Length);
        Assert.All(items.Where((_, index) => index % 2 == 1), text => Assert.Equal("ok", text));
    }

    [Fact]
    public async Task Begin_InConversation_AppendsAtItsEnd()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));
        await grain.BeginAsync(InConversation("a", "Two") with { IsBackground = true });
        await grain.FollowAsync("a");

        Assert.Equal(["One", "Two", "ok"], await grain.ItemsAsync());
        Assert.Equal(["One", "Two"], await grain.InputAsync("a"));
    }

    [Fact]
    public async Task Respond_FailsWithoutAWord_AppendsNothing()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));

        Assert.Equal(SessionFailureKind.PromptTooLong, await grain.FailureAsync(InConversation("a", new string('x', 300))));
        await grain.BeginAsync(InConversation("b", "?") with { IsBackground = true, Model = "nope" });
        await grain.FollowAsync("b");

        Assert.Equal(["One"], await grain.ItemsAsync());
    }

    [Fact]
    public async Task DeleteItem_InTheMiddle_IsLeftOutOfPromptsAndLists()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"), User("msg_2", "Two"));
        await grain.RespondAsync(InConversation("a", "Three"));

        Assert.Equal(ConversationOutcome.NoItem, await grain.DeleteItemAsync("msg_none"));
        Assert.Equal(ConversationOutcome.Done, await grain.DeleteItemAsync("msg_2"));
        Assert.Equal(ConversationOutcome.Done, await grain.DeleteItemAsync("msg_a_out"));

        Assert.Null(await grain.GetItemAsync("msg_2"));
        Assert.Equal(["One", "Three"], await grain.ItemsAsync());
        Assert.Equal(["One", "Three"], await grain.InputAsync("a"));
        Assert.Equal("u:One/u:Three/u:Four", TextOf(await grain.RespondAsync(Request("b", "Four", "a"))));
        Assert.Equal("u:One/u:Three/u:Five", TextOf(await grain.RespondAsync(InConversation("c", "Five"))));
        Assert.Empty((await grain.GetResponseAsync("resp_a"))!.Output);
    }

    [Fact]
    public async Task DeleteConversation_LeavesItsResponses()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));
        await grain.RespondAsync(InConversation("a", "Two"));
        await grain.AppendItemsAsync([User("msg_3", "Three")]);

        Assert.True(await grain.DeleteConversationAsync());

        Assert.False(await grain.DeleteConversationAsync());
        Assert.Null(await grain.GetConversationAsync());
        Assert.Equal(["no page"], await grain.ItemsAsync());
        Assert.Equal(ConversationOutcome.NoConversation, await grain.AppendItemsAsync([User("msg_4", "?")]));
        Assert.Equal(ConversationOutcome.NoConversation, await grain.DeleteItemAsync("msg_1"));
        Assert.Null(await grain.GetItemAsync("msg_3"));
        Assert.Equal("u:One/u:Two/a:2/u:More", TextOf(await grain.RespondAsync(Request("b", "More", "a"))));
    }

    [Fact]
    public async Task DeleteResponse_InConversation_LeavesItsItemsThere()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));
        await grain.RespondAsync(InConversation("a", "Two"));

        Assert.True(await grain.DeleteResponseAsync("resp_a"));

        Assert.Equal(["One", "Two", "ok"], await grain.ItemsAsync());
    }

    [Fact]
    public async Task GetConversation_OfAnotherTenant_IsNotThere()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await cluster.Conversation("proj_1").CreateAsync(User("msg_1", "One"));
        var other = cluster.Conversation("proj_2");

        Assert.Null(await other.GetConversationAsync());
        Assert.Equal(["no page"], await other.ItemsAsync());
        Assert.Equal(SessionFailureKind.NotFound, await other.FailureAsync(InConversation("a", "?")));
        Assert.False(await other.DeleteConversationAsync());
    }
}
