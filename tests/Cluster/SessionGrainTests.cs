using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster;

public sealed class SessionGrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Generate_ScriptedAnswer_StreamsItAndKeepsTheTurn()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("1 2 3"));
        var session = cluster.Session("proj_1", "conv_1");

        var updates = await session.GenerateAsync(Request("a1", "Count"), default).ToListAsync();

        Assert.Equal(SessionUpdateKind.Started, updates[0].Kind);
        Assert.Equal("fp_0123456789", updates[0].Start!.Fingerprint);
        Assert.Equal("1 2 3", TextOf(updates));
        Assert.Equal(SessionUpdate.ChoiceFinished(0, SessionFinishReason.Stop), updates[^2]);
        Assert.Equal(5, updates[^1].End!.Usage.CompletionTokens);
        Assert.Equal(
            [("user", "Count", null), ("assistant", "1 2 3", "a1")],
            (await session.GetItemsAsync()).Select(item => (item.Message.Role, item.Message.Content!, item.ResponseId)));
    }

    [Fact]
    public async Task Generate_NextTurn_AppendsToTheSameConversation()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var session = cluster.Session("proj_1", "conv_1");
        await session.GenerateAsync(Request("a1", "One"), default).ToListAsync();

        var next = Request("a2", "One") with
        {
            Prompt = new SessionPrompt.Conversation([new("user", "One"), new("assistant", "ok"), new("user", "Two")]),
        };
        await session.GenerateAsync(next, default).ToListAsync();

        Assert.Equal(["One", "ok", "Two", "ok"], (await session.GetItemsAsync()).Select(item => item.Message.Content));
    }

    [Fact]
    public async Task Generate_TurnIsNotKept_LeavesNoTrace()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var session = cluster.Session("proj_1", "conv_1");
        await session.GenerateAsync(Request("a1", "secret") with { KeepTurn = false }, default).ToListAsync();
        Assert.Empty(await session.GetItemsAsync());
    }

    [Fact]
    public async Task Generate_SameConversationIdOfAnotherTenant_IsAnotherConversation()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a1", "One"), default).ToListAsync();
        Assert.Empty(await cluster.Session("proj_2", "conv_1").GetItemsAsync());
    }

    [Fact]
    public async Task Generate_AfterARestart_FindsTheConversation()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder))
            await first.Session("proj_1", "conv_1").GenerateAsync(Request("a1", "One"), default).ToListAsync();

        await using var second = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        Assert.Equal(["One", "ok"], (await second.Session("proj_1", "conv_1").GetItemsAsync()).Select(item => item.Message.Content));
    }

    [Fact]
    public async Task Generate_UnknownModel_FailsAtOnce()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var updates = await cluster.Session("proj_1", "conv_1")
            .GenerateAsync(Request("a1", "One") with { Model = "nope" }, default).ToListAsync();
        Assert.Equal(SessionFailureKind.ModelNotFound, Assert.Single(updates).End!.Failure!.Kind);
    }

    [Fact]
    public async Task Generate_ReaderLeaves_FreesItsPlaceWithin100Milliseconds()
    {
        var decoders = new List<ScriptedDecoder>();
        await using var cluster = await ScriptedCluster.StartAsync(() =>
        {
            var decoder = ScriptedDecoder.Endless(context: 1_000_000);

            // As fast as a real model's step, so that the reader is not overrun.
            decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
            lock (decoders)
                decoders.Add(decoder);
            return decoder;
        });
        using var stop = new CancellationTokenSource();
        var texts = 0;
        var reading = Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a1", "?"), stop.Token))
            {
                if (update.Kind == SessionUpdateKind.TextDelta && ++texts == 10)
                    await stop.CancelAsync();
            }
        });

        await reading.WaitAsync(Patience);
        await Task.WhenAll(decoders.Select(decoder => decoder.QuietAsync())).WaitAsync(Patience);
        var items = await cluster.Session("proj_1", "conv_1").GetItemsAsync();
        Assert.False(items[^1].IsComplete);
    }

    [Fact]
    public async Task Generate_ManyStreamsOverTwoSilos_AreAllWhole()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("hello, world"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async index =>
            TextOf(await cluster.Session("proj_1", $"conv_{index}").GenerateAsync(Request($"a{index}", "?"), default).ToListAsync())));
        Assert.All(answers, answer => Assert.Equal("hello, world", answer));
    }

    private static SessionRequest Request(string responseId, string prompt) => new()
    {
        ResponseId = responseId,
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", prompt)]),
        Temperature = 0,
    };

    private static string TextOf(IEnumerable<SessionUpdate> updates) => string.Concat(updates.Select(update => update.Text));
}
