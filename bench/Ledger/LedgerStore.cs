using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Bench.Ledger;

/// <summary>A store of its own over a SQLite file.</summary>
internal sealed class LedgerStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHost _host;

    private LedgerStore()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = File });
        builder.Services.AddLogging();
        builder.Services.AddStorage();
        _host = builder.Build();
    }

    public string File => _folder.InFolder("ledger.db");

    public static async Task<LedgerStore> StartAsync()
    {
        var store = new LedgerStore();
        await store._host.StartAsync();
        return store;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

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
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }
}
