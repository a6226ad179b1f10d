using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Storage;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.StoredCompletions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using TenantLLM.TestKit.Decoding;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.Cluster.StoredCompletions;

/// <summary>Lists of many stored completions; the output tells how long each call took.</summary>
public sealed class StoredCompletionSizeTests(ITestOutputHelper output)
{
    private const int Completions = 10_000;

    [Fact]
    public async Task List_HundredOfTenThousand_ReadsThoseAlone()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder);
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        for (var round = 0; round < 5; round++)
        {
            await ListAsync(cluster, "first page", new() { Limit = 100 }, 0);
            await ListAsync(cluster, "page in the middle", new() { Limit = 100, After = Id(4999) }, 5000);
            await ListAsync(cluster, "page in the middle, newest first", new() { Limit = 100, After = Id(5000), IsDescending = true }, 4999);
            await ListAsync(cluster, "page of one model", new() { Limit = 100, After = Id(4999), Model = "scripted" }, 5000);
            await ListAsync(cluster, "page by metadata that all have", new() { Limit = 100, Metadata = [new("all", "yes")] }, 0);
            await ListAsync(cluster, "page by metadata that one in ten has", new() { Limit = 100, Metadata = [new("ten", "3")] }, 3);
            await ListAsync(cluster, "page by metadata that one has", new() { Limit = 100, Metadata = [new("all", "yes"), new("own", "7777")] }, 7777);
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"chatcmpl-{number:00000}");

    /// <summary>Through the store: ten thousand answers of a cluster take longer than what is measured.</summary>
    private static async Task FillAsync(TemporaryFolder folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(TestDatabase.Current.Settings(folder));
        builder.Services.AddStorage();
        using var host = builder.Build();
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IConversationStore>();
        foreach (var numbers in Enumerable.Range(0, Completions).Chunk(500))
            await Task.WhenAll(numbers.Select(number => store.AppendAsync(Turn(number), CancellationToken.None)));
        await host.StopAsync();
    }

    private static ConversationTurn Turn(int number)
    {
        (string Key, string Value)[] metadata =
            [("all", "yes"), ("ten", $"{number % 10}"), ("own", number.ToString(CultureInfo.InvariantCulture))];
        return new ConversationTurn
        {
            Completion = new StoredCompletionRow
            {
                ProjectId = "proj_1",
                Id = Id(number),
                CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
                Model = "scripted",
                ConversationId = "conv_1",
                Fingerprint = "fp_0123456789",
                PromptTokens = 100,
                CachedTokens = 0,
                CompletionTokens = 200,
                Metadata = $"[{string.Join(',', metadata.Select(pair => $"[\"{pair.Key}\",\"{pair.Value}\"]"))}]",
                Echo = """{"request_id":"req_0123456789abcdef0123456789abcdef0123456789abcdef","top_p":1,"temperature":1}""",
                MessagePositions = [0, 1, 2, 3, 4],
                Choices = $$"""[{"text":"{{new string('x', 1000)}}","finish_reason":"Stop"}]""",
            },
            Tags =
            [
                .. metadata.Select(pair => new StoredCompletionTagRow
                {
                    ProjectId = "proj_1",
                    CompletionId = Id(number),
                    Key = pair.Key,
                    Value = pair.Value,
                }),
            ],
        };
    }

    private async Task ListAsync(ScriptedCluster cluster, string what, StoredCompletionPageRequest request, int first)
    {
        var started = TimeProvider.System.GetTimestamp();
        var page = await cluster.StoredCompletions().ListAsync(request);
        output.WriteLine(
            $"{what}: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0.0} ms, {page.Completions.Length} completions");
        Assert.Equal(Id(first), page.Completions[0].Id);
        Assert.Equal(page.Completions.Length == 100, page.HasMore);
    }
}
