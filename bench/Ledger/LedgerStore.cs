using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TenantLLM.Storage;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Bench.Ledger;

/// <summary>A store of its own: a SQLite file, or a database on a PostgreSQL server. It goes with it.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _host;

    private LedgerStore(string? server)
    {
        Database = server is null ? "SQLite" : "PostgreSQL";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = _folder.InFolder("ledger.db"),
            ["Storage:Provider"] = server is null ? StorageOptions.Sqlite : StorageOptions.PostgreSql,
            ["Storage:ConnectionString"] =
                server is null ? "" : new NpgsqlConnectionStringBuilder(server) { Database = $"ledger_{Guid.NewGuid():N}" }.ConnectionString,
        });
        builder.Services.AddLogging();
        builder.Services.AddStorage();
        _host = builder.Build();
    }

    /// <summary>What it is kept in.</summary>
    public string Database { get; }

    public static async Task<LedgerStore> StartAsync(BenchOptions options)
    {
        var store = new LedgerStore(options.PostgreSql);
        await store._host.StartAsync();
        return store;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public StoreContext Context() => Get<IDbContextFactory<StoreContext>>().CreateDbContext();

    /// <summary>A row of one of 20 projects with two keys and two models each.</summary>
    public static UsageRow Row(long number, long endedAt) => new UsageRow
    {
        ProjectId = $"proj_{number % 20:00000000000000000000}",
        ResponseId = $"chatcmpl-{number:00000000000000000000000000000}",
        Part = 0,
        Kind = UsageKind.Chat,
        Model = number % 3 == 0 ? "large" : "small",
        KeyId = $"key_{number % 40:00000000000000000000}",
        ConversationId = $"conv_{number / 4:000000000000000000000000000000}",
        InputTokens = 900,
        CachedTokens = 600,
        OutputTokens = 200,
        InputPrice = Picounits.OfPrice(0.15m),
        CachedPrice = Picounits.OfPrice(0.075m),
        OutputPrice = Picounits.OfPrice(0.6m),
        StartedAt = endedAt - 2_000,
        EndedAt = endedAt,
        Outcome = UsageOutcome.Completed,
    }.Priced();

    public async ValueTask DisposeAsync()
    {
        await using (var context = Context())
            await context.Database.EnsureDeletedAsync();
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }
}
