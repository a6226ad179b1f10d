using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.StoredCompletions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

public sealed class StoredCompletionStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private IHost _host = null!;
    private IStoredCompletionStore _store = null!;
    private IConversationStore _conversations = null!;

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(TestDatabase.Current.Settings(_folder));
        builder.Services.AddStorage();
        _host = builder.Build();
        await _host.StartAsync();
        _store = _host.Services.GetRequiredService<IStoredCompletionStore>();
        _conversations = _host.Services.GetRequiredService<IConversationStore>();
    }

    [Fact]
    public async Task Append_WithCompletion_IsFoundAgain()
    {
        await AddAsync(Row("a") with { MessagePositions = [0, 2, 5] });

        var found = await _store.FindAsync("proj_1", "a", default);
        Assert.Equal([0, 2, 5], found!.MessagePositions);
        Assert.Equal(Row("a") with { MessagePositions = found.MessagePositions }, found);
    }

    [Fact]
    public async Task Append_CompletionFails_AppendsNothing()
    {
        await AddAsync(Row("a"));

        await Assert.ThrowsAnyAsync<Exception>(() => _conversations.AppendAsync(
            new ConversationTurn { Items = [Item(0)], Completion = Row("a") }, default));

        Assert.Empty(await _conversations.LoadAsync("proj_1", "conv_1", default));
    }

    [Fact]
    public async Task List_BothOrders_IsById()
    {
        foreach (var id in "daecb")
            await AddAsync(Row($"{id}"));

        Assert.Equal("a b c d e", await ListAsync(All));
        Assert.Equal("e d c b a", await ListAsync(All with { IsDescending = true }));
        Assert.Equal("d e", await ListAsync(All with { After = "c" }));
        Assert.Equal("b a", await ListAsync(All with { IsDescending = true, After = "c" }));
        Assert.Equal("a b …", await ListAsync(All with { Limit = 2 }));
        Assert.Equal("a b c d e", await ListAsync(All with { Limit = 5 }));
    }

    [Fact]
    public async Task List_AfterARemovedOne_GoesOn()
    {
        foreach (var id in "abc")
            await AddAsync(Row($"{id}"));

        await _store.RemoveAsync(Row("b"), [], default);

        Assert.Equal("c", await ListAsync(All with { After = "b" }));
        Assert.Equal("a", await ListAsync(All with { After = "b", IsDescending = true }));
    }

    [Fact]
    public async Task List_LargeRows_EndsThePageEarly()
    {
        foreach (var row in new[] { Row("a"), Row("b"), Row("c") })
            await AddAsync(row with { Choices = new string('x', 60) });

        Assert.Equal("a b …", await ListAsync(All with { MostCharacters = 100 }));
        Assert.Equal("a …", await ListAsync(All with { MostCharacters = 10 }));
        Assert.Equal("c", await ListAsync(All with { MostCharacters = 10, After = "b" }));
    }

    [Fact]
    public async Task List_OfModelAndMetadata_IsWhatHasThemAll()
    {
        await AddAsync(Row("a"), ("user", "ann"), ("topic", "x"));
        await AddAsync(Row("b"), ("user", "ann"));
        await AddAsync(Row("c") with { Model = "other" }, ("user", "ann"), ("topic", "x"));
        await AddAsync(Row("d"));

        Assert.Equal("a b d", await ListAsync(All with { Model = "demo" }));
        Assert.Equal("a b c", await ListAsync(All with { Metadata = [new("user", "ann")] }));
        Assert.Equal("a c", await ListAsync(All with { Metadata = [new("user", "ann"), new("topic", "x")] }));
        Assert.Equal("c", await ListAsync(All with { Metadata = [new("user", "ann")], Model = "other" }));
        Assert.Equal("", await ListAsync(All with { Metadata = [new("user", "x")] }));
        Assert.Equal("b c", await ListAsync(All with { Metadata = [new("user", "ann")], After = "a" }));
        Assert.Equal("c b …", await ListAsync(All with { Metadata = [new("user", "ann")], IsDescending = true, Limit = 2 }));
        Assert.Equal("a", await ListAsync(All with { Metadata = [new("topic", "x"), new("user", "ann")], After = "c", IsDescending = true }));
    }

    [Fact]
    public async Task List_OfMetadataWithEveryCharacterOfJson_FindsIt()
    {
        await AddAsync(Row("a"), ("k\0", "v\0\uFFFE"));
        await AddAsync(Row("b"), ("k\0", "v"));

        Assert.Equal("a", await ListAsync(All with { Metadata = [new("k\0", "v\0\uFFFE")] }));
        Assert.Equal("a b", await ListAsync(All));
    }

    [Fact]
    public async Task List_IdsInAnyCase_IsInTheOrderOfBytes()
    {
        foreach (var id in new[] { "b", "A", "a", "B", "_", "a-" })
            await AddAsync(Row(id));

        Assert.Equal("A B _ a a- b", await ListAsync(All));
        Assert.Equal("_ a a- b", await ListAsync(All with { After = "B" }));
    }

    [Fact]
    public async Task Update_Metadata_ReplacesItAndNothingElse()
    {
        await AddAsync(Row("a"), ("user", "ann"), ("topic", "x"));

        await _store.UpdateAsync(
            new StoredCompletionChange(Row("a") with { Metadata = "new", Echo = "changed" }, ["user", "topic"], Tags("a", ("user", "bob"), ("place", "y"))),
            default);

        var found = (await _store.FindAsync("proj_1", "a", default))!;
        Assert.Equal(("new", "{}"), (found.Metadata, found.Echo));
        Assert.Equal("a", await ListAsync(All with { Metadata = [new("user", "bob"), new("place", "y")] }));
        Assert.Equal("", await ListAsync(All with { Metadata = [new("user", "ann")] }));
        Assert.Equal("", await ListAsync(All with { Metadata = [new("topic", "x")] }));
    }

    [Fact]
    public async Task Remove_Completion_LeavesNoTag()
    {
        await AddAsync(Row("a"), ("user", "ann"));

        await _store.RemoveAsync(Row("a"), ["user"], default);

        Assert.Null(await _store.FindAsync("proj_1", "a", default));
        await AddAsync(Row("a"));
        Assert.Equal("", await ListAsync(All with { Metadata = [new("user", "ann")] }));
    }

    [Fact]
    public async Task Reads_OfOtherProject_FindNothing()
    {
        await AddAsync(Row("a"), ("user", "ann"));
        await _conversations.AppendAsync(
            new ConversationTurn { Completion = Row("b") with { ProjectId = "proj_2" } }, default);

        Assert.Null(await _store.FindAsync("proj_2", "a", default));
        Assert.Equal(["b"], (await _store.ListAsync("proj_2", All, default)).Rows.Select(row => row.Id));
        Assert.Empty((await _store.ListAsync("proj_2", All with { Metadata = [new("user", "ann")] }, default)).Rows);
        Assert.Empty(await _conversations.LoadAtAsync("proj_2", "conv_1", [0], default));
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private static StoredCompletionFilter All { get; } = new() { Limit = 100, MostCharacters = 1000 };

    private static StoredCompletionRow Row(string id) => new()
    {
        ProjectId = "proj_1",
        Id = id,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Model = "demo",
        ConversationId = "conv_1",
        Fingerprint = "fp_1",
        PromptTokens = 3,
        CachedTokens = 2,
        CompletionTokens = 1,
        Metadata = "[]",
        Echo = "{}",
        MessagePositions = [0],
        Choices = "[]",
    };

    private static ConversationItemRow Item(int position) => new()
    {
        ProjectId = "proj_1",
        ConversationId = "conv_1",
        Position = position,
        Role = "user",
        Content = "{}",
        IsComplete = true,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static IReadOnlyList<StoredCompletionTagRow> Tags(string id, params (string Key, string Value)[] pairs) =>
        [.. pairs.Select(pair => new StoredCompletionTagRow { ProjectId = "proj_1", CompletionId = id, Key = pair.Key, Value = pair.Value })];

    private Task AddAsync(StoredCompletionRow row, params (string Key, string Value)[] metadata) =>
        _conversations.AppendAsync(new ConversationTurn { Completion = row, Tags = Tags(row.Id, metadata) }, default);

    private async Task<string> ListAsync(StoredCompletionFilter filter)
    {
        var page = await _store.ListAsync("proj_1", filter, default);
        return string.Join(' ', page.Rows.Select(row => row.Id).Concat(page.HasMore ? ["…"] : []));
    }
}
