using TenantLLM.Cluster.Conversations;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Retention;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.Retention;

/// <summary>What is kept for too long goes, on disk and in memory, and nothing else does.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan LessThanAMonth = TimeSpan.FromDays(29);
    private static readonly TimeSpan OverAMonth = TimeSpan.FromDays(31);

    private readonly ShiftedClock _clock = new();

    [Fact]
    public async Task Sweep_OfResponses_RemovesThoseOfLastMonthAndWhatOnlyTheyNeeded()
    {
        await using var cluster = await StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();
        await grain.RespondAsync(Created("a", "One"));
        _clock.Advance(LessThanAMonth);
        await grain.RespondAsync(Created("b", "Two", "a"));
        Assert.NotNull(await grain.GetResponseAsync("resp_a"));
        await SweepAsync(cluster);
        Assert.NotNull(await grain.GetResponseAsync("resp_a"));

        _clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync(cluster);

        // What the later response goes on from stays with it.
        Assert.Null(await grain.GetResponseAsync("resp_a"));
        Assert.Equal(["One", "u:One", "Two"], await grain.InputAsync("b"));
        Assert.Equal(SessionFailureKind.NotFound, await grain.FailureAsync(Created("c", "Three", "a")));

        _clock.Advance(OverAMonth);
        await SweepAsync(cluster);
        Assert.Null(await grain.GetResponseAsync("resp_b"));
        Assert.Null(await grain.GetItemAsync("msg_a"));
        Assert.Null(await grain.GetItemAsync("msg_b_out"));
    }

    [Fact]
    public async Task Sweep_OfConversations_RemovesThoseThatNobodyUsedForAMonth()
    {
        await using var cluster = await StartAsync(() => EchoDecoder.Create());
        var (used, idle) = (cluster.Conversation(), cluster.Conversation(session: "s2"));
        await used.CreateAsync(User("msg_1", "One"));
        await idle.CreateAsync(User("msg_1", "One"));
        _clock.Advance(LessThanAMonth);
        await used.AppendItemsAsync([User("msg_2", "Two")]);
        _clock.Advance(TimeSpan.FromDays(2));

        await SweepAsync(cluster);

        Assert.Equal(["One", "Two"], await used.ItemsAsync());
        Assert.Null(await idle.GetConversationAsync());
        Assert.Null(await idle.GetItemAsync("msg_1"));
        Assert.Equal(ConversationOutcome.NoConversation, await idle.AppendItemsAsync([User("msg_3", "Three")]));
    }

    [Fact]
    public async Task Sweep_WhileAResponseRuns_LeavesItAlone()
    {
        var gate = new ManualResetEventSlim();
        await using var cluster = await StartAsync(() =>
        {
            var decoder = ScriptedDecoder.Saying("ok");
            decoder.BeforeStep = _ => gate.Wait();
            return decoder;
        });
        var grain = cluster.Conversation();
        await grain.CreateAsync(User("msg_1", "One"));
        Assert.Null(await grain.BeginAsync(InConversation("a", "Two") with { IsBackground = true }));
        _clock.Advance(OverAMonth);

        await SweepAsync(cluster);
        Assert.NotNull(await grain.GetResponseAsync("resp_a"));
        gate.Set();

        Assert.Equal("ok", TextOf(await grain.FollowAsync("a")));
        Assert.Equal(["One", "Two", "ok"], await grain.ItemsAsync());
    }

    [Fact]
    public async Task Sweep_OfChats_RemovesOldTurnsAndTheWarmGrainForgetsThem()
    {
        await using var cluster = await StartAsync(() => ScriptedDecoder.Saying("ok"));
        var session = cluster.Session("proj_1", "conv_1");
        await GenerateAsync(session, "a", "One");
        _clock.Advance(OverAMonth);
        await SweepAsync(cluster);
        Assert.Empty(await session.GetItemsAsync());

        // What a client says again is written again, by the same grain.
        await GenerateAsync(session, "b", "One");
        Assert.Equal(["One", "ok"], (await session.GetItemsAsync()).Select(item => item.Message.Content));
    }

    [Fact]
    public async Task Sweep_OfChats_KeepsWhatAStoredCompletionWasGivenUntilItGoes()
    {
        await using var cluster = await StartAsync(() => ScriptedDecoder.Saying("ok"));
        var session = cluster.Session("proj_1", "conv_1");
        await GenerateAsync(session, "a", "One");
        await GenerateAsync(session, "b", "Other");
        _clock.Advance(LessThanAMonth);
        await GenerateAsync(session, "chatcmpl-c", "One", isStored: true);
        _clock.Advance(TimeSpan.FromDays(2));

        await SweepAsync(cluster);
        Assert.Equal(["One"], (await session.GetItemsAsync()).Select(item => item.Message.Content));
        var messages = await cluster.StoredCompletions().ListMessagesAsync("chatcmpl-c", new StoredMessagePageRequest(10, false, null));
        Assert.Equal("One", Assert.Single(messages!.Messages).Message.Content);

        _clock.Advance(LessThanAMonth);
        await SweepAsync(cluster);
        Assert.Null(await cluster.StoredCompletions().GetAsync("chatcmpl-c"));
        Assert.Empty(await session.GetItemsAsync());
    }

    [Fact]
    public async Task Sweep_OfMoreThanABatch_GoesOnUntilAllIsGone()
    {
        await using var cluster = await StartAsync(() => ScriptedDecoder.Saying("ok"));
        await Parallel.ForEachAsync(Enumerable.Range(0, 230), async (index, _) =>
        {
            using (TenantContext.Enter($"proj_{index % 3}"))
                await GenerateAsync(cluster.Session($"proj_{index % 3}", $"conv_{index}"), $"chatcmpl-{index}", $"{index}", isStored: true);
        });
        _clock.Advance(OverAMonth);

        Assert.True(await SweepAsync(cluster) > 2);

        for (var project = 0; project < 3; project++)
            Assert.Empty((await cluster.StoredCompletions($"proj_{project}").ListAsync(new StoredCompletionPageRequest { Limit = 100 })).Completions);
        Assert.Empty(await cluster.Session("proj_1", "conv_1").GetItemsAsync());
    }

    [Fact]
    public async Task Sweep_OfWhatIsKeptForever_RemovesNothing()
    {
        await using var cluster = await ScriptedCluster.StartAsync(
            () => ScriptedDecoder.Saying("ok"),
            settings: new Dictionary<string, string?> { ["Retention:ChatCompletions"] = "00:00:00" },
            clock: _clock);
        await GenerateAsync(cluster.Session("proj_1", "conv_1"), "a", "One");
        _clock.Advance(TimeSpan.FromDays(1000));
        await SweepAsync(cluster);
        Assert.NotEmpty(await cluster.Session("proj_1", "conv_1").GetItemsAsync());
    }

    private Task<ScriptedCluster> StartAsync(Func<ScriptedDecoder> decoder) => ScriptedCluster.StartAsync(decoder, clock: _clock);

    private ResponseRequest Created(string name, string text, string? previous = null) =>
        Request(name, text, previous) with { CreatedAt = _clock.GetUtcNow() };

    private async Task GenerateAsync(ISessionGrain session, string id, string prompt, bool isStored = false)
    {
        var request = new SessionRequest
        {
            ResponseId = id,
            Model = "scripted",
            CreatedAt = _clock.GetUtcNow(),
            Prompt = new SessionPrompt.Conversation([new SessionMessage("user", prompt)]),
            Temperature = 0,
            Storage = isStored ? new CompletionStorage([], "{}") : null,
        };
        await session.GenerateAsync(request, default).ToListAsync();
    }

    private static async Task<int> SweepAsync(ScriptedCluster cluster)
    {
        var batches = 1;
        while (await cluster.Grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key).SweepAsync())
            batches++;
        return batches;
    }
}
