using System.Collections.Concurrent;
using System.Collections.Immutable;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;

namespace TenantLLM.Api.Leases;

/// <summary>The leases of this node. Twice a second each tenant hears what this node needs no more, and that the node is there, and
/// says whether the node may go on.</summary>
internal sealed partial class TenantLeases(TenantGrains grains, TimeProvider clock, ILogger<TenantLeases> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Limits, NodeLease> _open = [];
    private readonly ConcurrentDictionary<NodeLease, string> _held = [];

    /// <summary>The lease from which a request can be admitted; null: there is none.</summary>
    public NodeLease? Find(string projectId, AdmissionRequest request) => _open.GetValueOrDefault(Limits.Of(projectId, request));

    /// <summary>Takes a lease that a tenant gave; the one before it is closed.</summary>
    public NodeLease Add(string projectId, AdmissionRequest request, AdmissionAnswer granted)
    {
        var lease = new NodeLease(granted.Lease!, granted, clock);
        _held[lease] = projectId;
        _open.AddOrUpdate(Limits.Of(projectId, request), lease, (_, former) =>
        {
            former.Close();
            return lease;
        });
        return lease;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ReturnAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops: what it holds is given back at once.
            foreach (var lease in _held.Keys)
                lease.Close();
            await ReturnAsync();
        }
    }

    private Task ReturnAsync() => Task.WhenAll(_held.GroupBy(entry => entry.Value, entry => entry.Key).Select(ReturnAsync));

    private async Task ReturnAsync(IGrouping<string, NodeLease> leases)
    {
        var returns = leases.Select(lease => (Lease: lease, Given: lease.Collect())).ToImmutableArray();
        try
        {
            using var tenant = grains.ActOn(leases.Key);
            var mayAdmit = await tenant.Grain<ITenantGrain>().ReturnLeasesAsync([.. returns.Select(each => each.Given)]);
            foreach (var (lease, given) in returns)
            {
                if (given.IsLast)
                    Forget(lease);
                else if (!mayAdmit)
                    lease.Close();
            }
        }
#pragma warning disable CA1031 // Tried again; a tenant that hears nothing for long takes back what this node holds.
        catch (Exception exception)
        {
            foreach (var (lease, given) in returns)
                lease.Restore(given);
            LogFailed(exception.Message);
        }
#pragma warning restore CA1031
    }

    private void Forget(NodeLease lease)
    {
        _held.TryRemove(lease, out _);
        foreach (var open in _open.Where(entry => entry.Value == lease))
            _open.TryRemove(open);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Leases could not be given back, and are next time: {Reason}")]
    private partial void LogFailed(string reason);

    private readonly record struct Limits(string ProjectId, string Model, string? KeyId)
    {
        public static Limits Of(string projectId, AdmissionRequest request) => new(projectId, request.Model, request.KeyId);
    }
}
