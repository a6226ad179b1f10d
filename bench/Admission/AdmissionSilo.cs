using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Leases;
using TenantLLM.Bench.Servers;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants;
using TenantLLM.Silo;

namespace TenantLLM.Bench.Admission;

/// <summary>A silo in this process, over a SQLite file, with twenty projects that have a key each and limits they never reach.</summary>
internal sealed class AdmissionSilo : IAsyncDisposable
{
    private const int Projects = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Project, string Key)> _tenants = [];
    private readonly IHost _host;

    private AdmissionSilo(bool withLeases)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = _folder.InFolder("admission.db"),
            ["Cluster:SiloPort"] = ServerProcess.FreePort(),
            ["Cluster:GatewayPort"] = ServerProcess.FreePort(),
            ["Limits:Project:RequestsPerMinute"] = "1000000000",
            ["Limits:Project:TokensPerMinute"] = "1000000000000",
            ["Limits:Key:RequestsPerMinute"] = "1000000000",
            ["Limits:LeaseFrom"] = withLeases ? "50" : "0",
        });
        builder.Services.AddLogging(logs => logs.ClearProviders());
        builder.Services.AddSingleton<IProjectAnnouncer, Silence>();
        builder.Services.AddSingleton<TenantGrains>();
        builder.Services.AddSingleton<ApiKeyDirectory>();
        builder.AddTenantLlmSilo();
        builder.Services.AddSingleton<TenantLeases>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TenantLeases>());
        _host = builder.Build();
    }

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<AdmissionSilo> StartAsync(bool withLeases)
    {
        var silo = new AdmissionSilo(withLeases);
        await silo._host.StartAsync();
        for (var number = 0; number < Projects; number++)
        {
            var project = $"proj_{number:00000000}";
            using var scope = TenantContext.Enter(project);
            var made = await silo.Grains.GetGrain<ITenantGrain>(project).EnsureCreatedAsync("bench");
            silo._tenants.Add((project, made.FirstKey!.Secret));
        }

        return silo;
    }

    /// <summary>All that is done for a request but its answer.</summary>
    public async Task RequestAsync(int number)
    {
        var id = $"chatcmpl-{Guid.NewGuid():N}";
        if (!ApiKeySecret.TryParse(_tenants[number % Projects].Key, out var secret)
            || await _host.Services.GetRequiredService<ApiKeyDirectory>().FindAsync(secret) is not { } principal)
            throw new InvalidOperationException("A key was refused.");
        var caller = Caller.Of(principal)!;
        using var scope = TenantContext.Enter(caller.ProjectId);
        var tenant = _host.Services.GetRequiredService<TenantGrains>().Of<ITenantGrain>(caller);
        await using var leased = await AdmitAsync(
            caller.ProjectId,
            tenant,
            new AdmissionRequest { ResponseId = id, Model = "stub", KeyId = caller.KeyId, InputTokens = 100, MaxOutputTokens = 100 });
        await tenant.SettleAsync(new Settlement(id, 0, "stub", caller.KeyId, 150));
    }

    private async Task<LeasedReservation?> AdmitAsync(string project, ITenantGrain tenant, AdmissionRequest request)
    {
        var leases = _host.Services.GetRequiredService<TenantLeases>();
        var lease = leases.Find(project, request);
        if (lease?.TryAdmit(request) is { } leased)
            return leased;
        var answer = await tenant.AdmitAsync(request with { RecentlyLeased = lease?.Recent ?? 0 });
        if (answer.Outcome != TenantLLM.Grains.Abstractions.Tenants.Admission.Admitted)
            throw new InvalidOperationException($"A request was refused: {answer.Outcome}.");
        if (answer.Lease is not null)
            leases.Add(project, request, answer);
        return null;
    }

    public async Task<long> ReservedTokensAsync()
    {
        var reserved = 0L;
        foreach (var (project, _) in _tenants)
        {
            using var scope = TenantContext.Enter(project);
            reserved += await Grains.GetGrain<ITenantGrain>(project).GetReservedTokensAsync();
        }

        return reserved;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    private sealed class Silence : IProjectAnnouncer
    {
        public void Created(Project project, string secret)
        {
        }

        public void Existing(Project project, IReadOnlyList<string> lastFour)
        {
        }

        public void AdminKeyCreated(string secret)
        {
        }
    }
}
