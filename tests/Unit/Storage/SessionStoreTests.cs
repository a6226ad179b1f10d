using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.Sessions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

public sealed class SessionStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private IHost _host = null!;
    private ISessionStore _store = null!;

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(TestDatabase.Current.Settings(_folder));
        builder.Services.AddStorage();
        _host = builder.Build();
        await _host.StartAsync();
        _store = _host.Services.GetRequiredService<ISessionStore>();
    }

    [Fact]
    public async Task Write_WholeChange_IsFoundAgain()
    {
        await WriteAsync(new SessionChange
        {
            AddedItems = [Item(0), Item(1) with { ConversationPosition = 1 }, Item(2) with { ResponseId = "resp_1", IsOutput = true }],
            AddedResponse = Response("resp_1"),
            AddedConversation = Conversation,
        });

        Assert.Equal(Conversation, await _store.FindConversationAsync("proj_1", "s1", default));
        Assert.Equal([Response("resp_1")], await _store.ListUnfinishedAsync("proj_1", "s1", default));
        Assert.Equal(Item(1) with { ConversationPosition = 1 }, await _store.FindItemAsync("proj_1", "s1", "msg_1", default));
        Assert.Equal([2], (await _store.LoadOutputAsync("proj_1", "s1", "resp_1", default)).Select(item => item.Position));
        Assert.Equal([0, 2], (await _store.LoadItemsAsync("proj_1", "s1", [2, 0, 7], default)).Select(item => item.Position));
        var links = await _store.LoadLinksAsync("proj_1", "s1", default);
        Assert.Equal([new ItemLink(0, null, null), new ItemLink(1, 0, 1), new ItemLink(2, 1, null)], links.Items);
        Assert.Equal([new ResponseLink("resp_1", 1, 2)], links.Responses);
    }

    [Fact]
    public async Task Write_Moves_ChangeNothingElse()
    {
        await WriteAsync(new SessionChange { AddedItems = [Item(0), Item(1)], AddedResponse = Response("resp_1") });

        await WriteAsync(new SessionChange { MovedItems = [new ItemLink(1, null, 5)], RemovedItems = [0], MovedResponses = [new("resp_1", null, 1)] });

        Assert.Null(await _store.FindItemAsync("proj_1", "s1", "msg_0", default));
        Assert.Equal(
            Item(1) with { ParentPosition = null, ConversationPosition = 5 }, await _store.FindItemAsync("proj_1", "s1", "msg_1", default));
        Assert.Equal(
            Response("resp_1") with { InputEnd = null, End = 1 }, await _store.FindResponseAsync("proj_1", "s1", "resp_1", default));
    }

    [Fact]
    public async Task Write_OnePartFails_ChangesNothing()
    {
        await WriteAsync(new SessionChange { AddedItems = [Item(0)] });

        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(new SessionChange
        {
            AddedItems = [Item(1), Item(0)],
            AddedResponse = Response("resp_1"),
        }));

        Assert.Null(await _store.FindItemAsync("proj_1", "s1", "msg_1", default));
        Assert.Null(await _store.FindResponseAsync("proj_1", "s1", "resp_1", default));
    }

    [Fact]
    public async Task ListConversationItems_BothOrders_SkipsWhatIsOutside()
    {
        await WriteAsync(new SessionChange
        {
            AddedItems = [.. Enumerable.Range(0, 9).Select(position => Item(position) with { ConversationPosition = position % 2 == 0 ? position : null })],
        });

        Assert.Equal([0, 2], await ListAsync(null, false, 2));
        Assert.Equal([4, 6, 8], await ListAsync(2, false, 10));
        Assert.Equal([8, 6], await ListAsync(null, true, 2));
        Assert.Equal([2, 0], await ListAsync(4, true, 10));
    }

    [Fact]
    public async Task Reads_OfOtherProjectOrSession_FindNothing()
    {
        await WriteAsync(new SessionChange
        {
            AddedItems = [Item(0) with { ConversationPosition = 0, ResponseId = "resp_1", IsOutput = true }],
            AddedResponse = Response("resp_1"),
            AddedConversation = Conversation,
        });

        foreach (var (project, session) in new[] { ("proj_2", "s1"), ("proj_1", "s2") })
        {
            Assert.Null(await _store.FindConversationAsync(project, session, default));
            Assert.Null(await _store.FindItemAsync(project, session, "msg_0", default));
            Assert.Null(await _store.FindResponseAsync(project, session, "resp_1", default));
            Assert.Empty(await _store.ListUnfinishedAsync(project, session, default));
            Assert.Empty(await _store.LoadItemsAsync(project, session, [0], default));
            Assert.Empty(await _store.LoadOutputAsync(project, session, "resp_1", default));
            Assert.Empty(await _store.ListConversationItemsAsync(project, session, null, false, 10, default));
            Assert.Empty((await _store.LoadLinksAsync(project, session, default)).Items);
        }
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private static ConversationRow Conversation { get; } = new()
    {
        ProjectId = "proj_1",
        SessionId = "s1",
        Id = "conv_1",
        Metadata = "[]",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static SessionItemRow Item(int position) => new()
    {
        ProjectId = "proj_1",
        SessionId = "s1",
        Position = position,
        ParentPosition = position == 0 ? null : position - 1,
        ItemId = $"msg_{position}",
        IsComplete = true,
        Content = "{}",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static ResponseRow Response(string id) => new()
    {
        ProjectId = "proj_1",
        SessionId = "s1",
        Id = id,
        Status = "Queued",
        Model = "scripted",
        IsBackground = true,
        InputEnd = 1,
        End = 2,
        Echo = "{}",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private Task WriteAsync(SessionChange change) => _store.WriteAsync("proj_1", "s1", change, default);

    private async Task<IEnumerable<int>> ListAsync(int? after, bool isDescending, int limit) =>
        (await _store.ListConversationItemsAsync("proj_1", "s1", after, isDescending, limit, default)).Select(item => item.Position);
}
