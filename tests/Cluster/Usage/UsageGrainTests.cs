using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Usage;

public sealed class UsageGrainTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task List_AfterAnswersOfAnyEnd_HasARowOfEach()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless());
        var session = cluster.Session("proj_1", "conv_1");
        await session.GenerateAsync(Request("kept") with { MaxTokens = 5 }, default).ToListAsync();
        await session.GenerateAsync(Request("unkept") with { MaxTokens = 6, KeepTurn = false, Choices = 2 }, default).ToListAsync();
        var given = 0;
        await foreach (var update in session.GenerateAsync(Request("left"), default))
        {
            given += update.Text?.Length ?? 0;
            if (given == 7)
                break;
        }

        await session.GenerateAsync(Request("refused") with { Model = "none" }, default).ToListAsync();

        var rows = await RowsAsync(cluster, count: 3);
        Assert.Equal(["kept", "left", "unkept"], rows.Keys.Order());
        Assert.Equal((LedgerOutcome.Completed, 5), (rows["kept"].Outcome, rows["kept"].OutputTokens));
        Assert.Equal((LedgerOutcome.Completed, 12), (rows["unkept"].Outcome, rows["unkept"].OutputTokens));
        Assert.Equal(LedgerOutcome.Cancelled, rows["left"].Outcome);
        Assert.InRange(rows["left"].OutputTokens, 7, 4096);
        Assert.All(rows.Values, row => Assert.Equal(
            ("proj_1", "conv_1", "scripted", new BilledTo("key_1", null)), (row.ProjectId, row.ConversationId, row.Model, row.BilledTo)));
    }

    private static SessionRequest Request(string id) => new()
    {
        ResponseId = id,
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new("user", "Hi")]),
        BilledTo = new BilledTo("key_1", null),
    };

    /// <summary>The row of an answer that was left comes a moment after its reader has gone.</summary>
    private static async Task<Dictionary<string, LedgerRow>> RowsAsync(ScriptedCluster cluster, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var grain = cluster.Grains.GetGrain<IUsageGrain>(IUsageGrain.Key);
        while (true)
        {
            var page = await grain.ListAsync(new LedgerRequest(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, [], null));
            if (page.Rows.Length >= count)
                return page.Rows.ToDictionary(row => row.ResponseId);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }
}
