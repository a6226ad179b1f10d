using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Failures;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

/// <summary>A SQLite file that cannot be written: writes fail as the database's failure, reads go on, and all is well again by itself.</summary>
public sealed class SqliteFailureTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private IHost _host = null!;
    private IConversationStore _store = null!;
    private int _position;

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new SqliteTestDatabase().Settings(_folder));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Storage:Timeout", (string?)"00:00:01")]);
        builder.Services.AddStorage();
        _host = builder.Build();
        await _host.StartAsync();
        _store = _host.Services.GetRequiredService<IConversationStore>();
    }

    [Fact]
    public async Task Write_ReadOnlyDatabase_FailsUntilItIsNot()
    {
        await AppendAsync();
        await ExecuteAsync("PRAGMA query_only = ON");
        await AssertUnavailableAsync("readonly database");
        await ExecuteAsync("PRAGMA query_only = OFF");
        await AssertWorksAsync(2);
    }

    [Fact]
    public async Task Write_FullDatabase_FailsUntilItIsNot()
    {
        await AppendAsync();
        await ExecuteAsync("PRAGMA max_page_count = 1");
        await AssertUnavailableAsync("full");
        await ExecuteAsync("PRAGMA max_page_count = 1000000");
        await AssertWorksAsync(2);
    }

    [Fact]
    public async Task Write_DatabaseThatAnotherProcessLocks_FailsInTimeUntilItIsReleased()
    {
        await AppendAsync();
        await using (var other = new SqliteConnection($"Data Source={_folder.File("store.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);

            // All that waits fails with the first: together they take no longer than one.
            var writes = Enumerable.Range(0, 600).Select(_ => AssertUnavailableAsync("locked", 10_000)).ToList();
            await Task.WhenAll(writes).WaitAsync(TimeSpan.FromSeconds(15));
            Assert.Single(await _store.LoadAsync("proj_1", "conv_1", default));
        }

        await AssertWorksAsync(2);
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertUnavailableAsync(string reason, int length = 10_000)
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(length));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private async Task AssertWorksAsync(int items)
    {
        await AppendAsync();
        Assert.Equal(items, (await _store.LoadAsync("proj_1", "conv_1", default)).Count);
    }

    private Task AppendAsync(int length = 1) => _store.AppendAsync(
        new ConversationTurn
        {
            Items =
            [
                new ConversationItemRow
                {
                    ProjectId = "proj_1",
                    ConversationId = "conv_1",
                    Position = Interlocked.Increment(ref _position),
                    Role = "user",
                    Content = new string('x', length),
                    IsComplete = true,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                },
            ],
        },
        default);

    /// <summary>On all connections that the store has in its pool, and takes again: more are held than it ever used at once.</summary>
    private async Task ExecuteAsync(string pragma)
    {
        var factory = _host.Services.GetRequiredService<IDbContextFactory<StoreContext>>();
        var contexts = Enumerable.Range(0, 4).Select(_ => factory.CreateDbContext()).ToList();
        foreach (var context in contexts)
        {
            await context.Database.OpenConnectionAsync();
#pragma warning disable EF1002 // The texts are this file's.
            await context.Database.ExecuteSqlRawAsync(pragma);
#pragma warning restore EF1002
        }

        foreach (var context in contexts)
            await context.DisposeAsync();
    }
}
