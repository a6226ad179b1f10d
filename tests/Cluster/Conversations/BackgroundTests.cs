using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.Conversations;

/// <summary>Responses that run without a reader.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public async Task Begin_NobodyReads_RunsToItsEnd()
    {
        var gate = new Gate();
        await using var cluster = await ScriptedCluster.StartAsync(() => Held(ScriptedDecoder.Saying("1 2 3"), gate));
        var grain = cluster.Conversation();

        Assert.Null(await grain.BeginAsync(Request("a", "Count") with { IsBackground = true }));
        await gate.ReachedAsync();
        Assert.Equal(ResponseStatus.Queued, (await grain.GetResponseAsync("resp_a"))!.Status);
        Assert.Equal(["Count"], await grain.InputAsync("a"));
        Assert.Equal(SessionFailureKind.InvalidPrompt, await grain.FailureAsync(Request("b", "?", "a")));
        var (first, second) = (grain.FollowAsync("a"), grain.FollowAsync("a"));
        gate.Open();

        var updates = Written(await first);
        Assert.Equal(updates, Written(await second));
        Assert.Equal(updates, Written(await grain.FollowAsync("a")));
        var response = (await grain.GetResponseAsync("resp_a"))!;
        Assert.Equal((ResponseStatus.Completed, "1 2 3", true), (response.Status, TextOf(response), response.IsBackground));
    }

    [Fact]
    public async Task Cancel_RunningResponse_EndsItAndKeepsWhatWasSaid()
    {
        var decoder = ScriptedDecoder.Endless(context: 1_000_000);
        decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
        await using var cluster = await ScriptedCluster.StartAsync(() => decoder);
        var grain = cluster.Conversation();
        await grain.BeginAsync(Request("a", "?") with { IsBackground = true });
        await foreach (var update in grain.FollowAsync("resp_a", default))
        {
            // Its reader may leave: it runs on.
            if (update.Kind == SessionUpdateKind.TextDelta)
                break;
        }

        var response = (await grain.CancelResponseAsync("resp_a").WaitAsync(Patience))!;

        Assert.Equal(ResponseStatus.Cancelled, response.Status);
        Assert.NotEmpty(TextOf(response));
        var updates = await grain.FollowAsync("a");
        Assert.Equal(SessionFailureKind.Cancelled, updates[^1].End!.Failure!.Kind);
        Assert.Equal(TextOf(response), TextOf(updates));
        Assert.Equal(ResponseStatus.Cancelled, (await grain.CancelResponseAsync("resp_a"))!.Status);
        Assert.Null(await grain.CancelResponseAsync("resp_none"));
    }

    [Fact]
    public async Task Cancel_ResponseThatHasEnded_ChangesNothing()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await cluster.Conversation().RespondAsync(Request("a", "?"));
        Assert.Equal(ResponseStatus.Completed, (await cluster.Conversation().CancelResponseAsync("resp_a"))!.Status);
    }

    [Fact]
    public async Task Begin_UnknownModel_IsFailed()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();
        await grain.BeginAsync(Request("a", "?") with { IsBackground = true, Model = "nope" });

        Assert.Equal(SessionFailureKind.ModelNotFound, (await grain.FollowAsync("a"))[^1].End!.Failure!.Kind);
        Assert.Equal(ResponseStatus.Failed, (await grain.GetResponseAsync("resp_a"))!.Status);
    }

    [Fact]
    public async Task Begin_NotToBeStored_IsRefused()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var refusal = await cluster.Conversation().BeginAsync(Request("a", "?") with { IsBackground = true, Store = false });
        Assert.Equal(SessionFailureKind.Unsupported, refusal!.Kind);
    }

    [Fact]
    public async Task Delete_RunningResponse_EndsItAndLeavesNothing()
    {
        var gate = new Gate();
        await using var cluster = await ScriptedCluster.StartAsync(() => Held(ScriptedDecoder.Saying("1 2 3"), gate));
        var grain = cluster.Conversation();
        await grain.BeginAsync(Request("a", "?") with { IsBackground = true });
        await gate.ReachedAsync();

        Assert.True(await grain.DeleteResponseAsync("resp_a").WaitAsync(Patience));
        gate.Open();

        Assert.Null(await grain.GetResponseAsync("resp_a"));
        Assert.Null(await grain.GetItemAsync("msg_a"));
    }

    [Fact]
    public async Task Restart_ResponseThatWasRunning_HasFailed()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder))
            await first.Conversation().RespondAsync(Request("a", "?") with { IsBackground = true });

        // As a process leaves it that dies.
        TestDatabase.Current.Execute(
            folder,
            """UPDATE responses SET "Status" = 'Queued', "EndedAt" = NULL, "Fingerprint" = NULL, "FinishReason" = NULL, "Journal" = NULL""");
        TestDatabase.Current.Execute(folder, """DELETE FROM session_items WHERE "IsOutput" """);

        await using var second = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        var response = (await second.Conversation().GetResponseAsync("resp_a"))!;
        Assert.Equal((ResponseStatus.Failed, SessionFailureKind.Internal), (response.Status, response.Failure!.Kind));
        Assert.Contains("interrupted", response.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(response.Failure, Assert.Single(await second.Conversation().FollowAsync("a")).End!.Failure);
    }

    [Fact]
    public async Task Stop_ResponseThatIsRunning_HasFailedWithWhatWasSaid()
    {
        using var folder = new TemporaryFolder();
        var decoder = ScriptedDecoder.Endless(context: 1_000_000);
        decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
        await using (var first = await ScriptedCluster.StartAsync(() => decoder, folder))
        {
            await first.Conversation().BeginAsync(Request("a", "?") with { IsBackground = true });
            await first.Conversation().FollowAsync("resp_a", default).Take(5).ToListAsync();
        }

        await using var second = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        var response = (await second.Conversation().GetResponseAsync("resp_a"))!;
        Assert.Equal(ResponseStatus.Failed, response.Status);
        Assert.NotEmpty(TextOf(response));
    }

    private static ScriptedDecoder Held(ScriptedDecoder decoder, Gate gate)
    {
        decoder.BeforeStep = _ => gate.Pass();
        return decoder;
    }
}
