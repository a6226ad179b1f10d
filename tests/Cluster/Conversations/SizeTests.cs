using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;
using Xunit.Abstractions;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.Conversations;

/// <summary>Long conversations and long answers; the output tells how long each call took.</summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    private const int Items = 10_000;

    [Fact]
    public async Task List_HundredOfTenThousandItems_ReadsThoseAlone()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok", context: 1_000_000), folder))
        {
            await first.Conversation().CreateAsync([.. Enumerable.Range(0, Items).Select(number => User($"msg_{number}", $"{number}"))]);
            await TimeAsync("respond to the whole conversation", () => first.Conversation().RespondAsync(InConversation("a", "?")));
        }

        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok", context: 1_000_000), folder);
        var grain = cluster.Conversation();
        await TimeAsync("activate", grain.GetConversationAsync);
        for (var round = 0; round < 5; round++)
        {
            var page = await TimeAsync("list 100 of 10,000", () => grain.ItemsAsync(after: "msg_4999"));
            Assert.Equal([.. Enumerable.Range(5000, 100).Select(number => $"{number}"), "…"], page);
            page = await TimeAsync("list 100 of 10,000, newest first", () => grain.ItemsAsync(isDescending: true, after: "msg_5000"));
            Assert.Equal([.. Enumerable.Range(4900, 100).Reverse().Select(number => $"{number}"), "…"], page);
            page = await TimeAsync("list 100 of 10,000 input items", () => grain.InputAsync("a", after: "msg_4999"));
            Assert.Equal([.. Enumerable.Range(5000, 100).Select(number => $"{number}"), "…"], page);
            Assert.Equal("7777", TextOf((await TimeAsync("get 1 of 10,000", () => grain.GetItemAsync("msg_7777")))!));
        }
    }

    [Fact]
    public async Task Follow_ThousandDeltasAfterARestart_ReplaysThem()
    {
        using var folder = new TemporaryFolder();
        string[] before;
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless(context: 4096), folder))
            before = Written(await TimeAsync(
                "generate 1,000 tokens", () => first.Conversation().RespondAsync(Request("a", "?") with { MaxOutputTokens = 1000 })));

        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless(context: 4096), folder);
        var grain = cluster.Conversation();
        await TimeAsync("activate", grain.GetConversationAsync);
        for (var round = 0; round < 5; round++)
            Assert.Equal(before, Written(await TimeAsync($"replay {before.Length} updates", () => grain.FollowAsync("a"))));
    }

    private async Task<T> TimeAsync<T>(string what, Func<Task<T>> call)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await call();
        output.WriteLine($"{what}: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0.0} ms");
        return result;
    }
}
