using System.Text;
using System.Text.Json;
using TenantLLM.Cluster.Conversations;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.ProjectData;
using TenantLLM.Grains.Abstractions.Retention;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.ProjectData;

/// <summary>A project's data leave: as an export, or for good.</summary>
public sealed class ProjectDataTests : IDisposable
{
    private const string Canary = "Zwirbelquax";

    /// <summary>Answers that are written together take one commit.</summary>
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 32 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Erase_AProject_LeavesNothingOfItOnDiskOrInMemoryAndAllOfOthers()
    {
        await using (var cluster = await StartAsync())
        {
            await FillAsync(cluster, "proj_1", Canary);
            await FillAsync(cluster, "proj_2", "kept");
            Assert.True(IsOnDisk());

            await EraseAsync(cluster);

            Assert.False(IsOnDisk());
            Assert.Empty(await cluster.Session("proj_1", "conv_0").GetItemsAsync());
            Assert.Null(await cluster.Conversation().GetConversationAsync());
            Assert.Null(await cluster.Conversation().GetResponseAsync("resp_a"));
            Assert.Equal(
                ["audit_log", "project_erasures", "projects", "usage_hours", "usage_ledger", "usage_project_hours"],
                (await ExportAsync(cluster, "proj_1")).Select(row => row.GetProperty("table").GetString()).Distinct());
            Assert.NotEmpty(await cluster.Session("proj_2", "conv_0").GetItemsAsync());
            Assert.NotNull(await cluster.Conversation("proj_2").GetResponseAsync("resp_a"));
            Assert.NotNull(await cluster.StoredCompletions("proj_2").GetAsync("chatcmpl-0"));
        }

        Assert.False(IsOnDisk());
    }

    [Fact]
    public async Task Erase_WhileTheProjectsAnswersAreGenerated_EndsThemAndKeepsNothing()
    {
        await using var cluster = await ScriptedCluster.StartAsync(
            () =>
            {
                var decoder = ScriptedDecoder.Endless(context: 100_000);
                decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
                return decoder;
            },
            _folder);
        await using var stream = cluster.Session("proj_1", "conv_0").GenerateAsync(Chat("a", Canary, false), default).GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync());
        Assert.Null(await cluster.Conversation().BeginAsync(Request("a", Canary) with { IsBackground = true }));

        await EraseAsync(cluster);

        Assert.False(IsOnDisk());
        Assert.Empty(await cluster.Session("proj_1", "conv_0").GetItemsAsync());
        Assert.Null(await cluster.Conversation().GetResponseAsync("resp_a"));
    }

    [Fact]
    public async Task Erase_ThatAServerHadOnlyBegun_GoesOnAfterARestart()
    {
        await using (var first = await StartAsync())
            await FillAsync(first, "proj_1", Canary);

        // What a server leaves that is killed between the request and its work.
        TestDatabase.Current.Execute(
            _folder,
            """
            INSERT INTO project_erasures ("ProjectId", "RequestedAt", "IncludesUsage") VALUES ('proj_1', '2026-01-01 00:00:00+00:00', FALSE)
            """);

        await using var second = await StartAsync();
        while (await second.Grains.GetGrain<IRetentionGrain>(IRetentionGrain.Key).SweepAsync())
        {
        }

        await ErasedAsync(second.Grains.GetGrain<IProjectDataGrain>("proj_1"));
        Assert.False(IsOnDisk());
    }

    [Fact]
    public async Task Erase_Again_IsTheSameDeletion()
    {
        await using var cluster = await StartAsync();
        await FillAsync(cluster, "proj_1", Canary);
        var first = await EraseAsync(cluster);

        var again = await cluster.Grains.GetGrain<IProjectDataGrain>("proj_1").EraseAsync(includeUsage: false, Administrator.Configuration);

        Assert.Equal(first, again.Value);
    }

    [Fact]
    public async Task Export_OfAProject_HasEveryRowOfItAndNoOthers()
    {
        await using var cluster = await StartAsync();
        await FillAsync(cluster, "proj_1", Canary);
        await FillAsync(cluster, "proj_2", "other");

        var rows = await ExportAsync(cluster, "proj_1");

        Assert.All(rows, row => Assert.Equal("proj_1", OwnerOf(row)));

        // Of the ledger's sums there are more where an hour ended meanwhile.
        var counts = rows.CountBy(row => row.GetProperty("table").GetString()!)
            .Where(count => count.Key is not ("usage_hours" or "usage_project_hours")).ToDictionary();
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["api_keys"] = 1,
                ["audit_log"] = 4,
                ["conversation_items"] = 1400,
                ["conversations"] = 1,
                ["projects"] = 1,
                ["responses"] = 1,
                ["service_accounts"] = 1,
                ["session_items"] = 3,
                ["stored_completion_tags"] = 700,
                ["stored_completions"] = 700,
                ["usage_ledger"] = 701,
            },
            counts);
        Assert.DoesNotContain(rows, row => row.GetProperty("row").TryGetProperty("hash", out _));
        var completion = rows.Single(row => row.GetProperty("row").TryGetProperty("id", out var id) && id.GetString() == "chatcmpl-7").GetProperty("row");
        Assert.Equal("[0]", completion.GetProperty("message_positions").GetRawText());
        Assert.Equal("scripted", completion.GetProperty("model").GetString());
        Assert.Equal(
            [.. Enumerable.Range(0, 700).Select(index => $"{Canary} {index}").Order()],
            rows.Where(row => row.GetProperty("table").GetString() == "conversation_items")
                .Select(row => row.GetProperty("row").GetProperty("content").GetString()!)
                .Where(content => content.Contains(Canary, StringComparison.Ordinal))
                .Select(content => JsonDocument.Parse(content).RootElement.GetProperty("content").GetString()!)
                .Order());
    }

    public void Dispose() => _folder.Dispose();

    private Task<ScriptedCluster> StartAsync() => ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), _folder);

    private static async Task FillAsync(ScriptedCluster cluster, string project, string word)
    {
        await cluster.Tenant(project).EnsureCreatedAsync("a name");
        await Parallel.ForEachAsync(Enumerable.Range(0, 700), AtOnce, async (index, cancellationToken) =>
            await cluster.Session(project, $"conv_{index}")
                .GenerateAsync(Chat($"chatcmpl-{index}", $"{word} {index}", true), cancellationToken).ToListAsync(cancellationToken));
        var grain = cluster.Conversation(project);
        await grain.CreateAsync(User("msg_1", word));
        await grain.RespondAsync(InConversation("a", word));
    }

    private static SessionRequest Chat(string id, string prompt, bool isStored) => new()
    {
        ResponseId = id,
        Model = "scripted",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", prompt)]),
        Temperature = 0,
        Storage = isStored ? new CompletionStorage([new MetadataEntry("topic", prompt)], "{}") : null,
    };

    private static async Task<ProjectErasure> EraseAsync(ScriptedCluster cluster)
    {
        var grain = cluster.Grains.GetGrain<IProjectDataGrain>("proj_1");
        await cluster.Tenant("proj_1").EnsureCreatedAsync("a name");
        Assert.Equal(ProjectRefusal.NoErasure, (await grain.GetErasureAsync()).Refusal);
        Assert.Equal(ProjectRefusal.IsNotArchived, (await grain.EraseAsync(includeUsage: false, Administrator.Configuration)).Refusal);
        await cluster.Grains.GetGrain<IProjectGrain>("proj_1").ArchiveAsync(Administrator.Configuration);
        await grain.EraseAsync(includeUsage: false, Administrator.Configuration);
        return await ErasedAsync(grain);
    }

    private static async Task<ProjectErasure> ErasedAsync(IProjectDataGrain grain)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await grain.GetErasureAsync() is { Value: { CompletedAt: not null } done })
                return done;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    private static async Task<List<JsonElement>> ExportAsync(ScriptedCluster cluster, string project)
    {
        var rows = new List<JsonElement>();
        var grain = cluster.Grains.GetGrain<IProjectDataGrain>(project);
        var page = (await grain.BeginExportAsync(Administrator.Configuration)).Value!;
        while (true)
        {
            var lines = Encoding.UTF8.GetString(page.Lines.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(page.Count, lines.Length);
            rows.AddRange(lines.Select(line => JsonDocument.Parse(line).RootElement));
            if (page.Next is not { } place)
                return rows;
            page = await grain.ExportAsync(place);
        }
    }

    private static string? OwnerOf(JsonElement line) =>
        line.GetProperty("row").GetProperty(line.GetProperty("table").GetString() == "projects" ? "id" : "project_id").GetString();

    /// <summary>Whether a word of the project is there.</summary>
    private bool IsOnDisk() => TestDatabase.Current.Holds(_folder, Canary);
}
