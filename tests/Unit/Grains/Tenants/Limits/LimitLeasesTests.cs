using Microsoft.Extensions.Time.Testing;
using TenantLLM.Api.Leases;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Limits;

public sealed class LimitLeasesTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _ids;

    [Fact]
    public void Admit_HotTenant_GivesANodeAnEighthOfEachLimit()
    {
        var limits = Of(new LimitOptions { RequestsPerMinute = 800, TokensPerMinute = 8_000, ConcurrentRequests = 80 });

        var answer = limits.Admit(Request(tokens: 10));

        Assert.Equal((100, 1_000, 10), (answer.Lease!.Requests, answer.Lease.Tokens, answer.Lease.Places));
        Assert.Equal((699, 6_990), (answer.Requests!.Remaining, answer.Tokens!.Remaining));
        Assert.Equal(1_010, limits.Reserved);
    }

    [Fact]
    public void Admit_NodeThatTakesNone_OrTenantThatIsNotHot_GivesNoLease()
    {
        Assert.Null(Of(new LimitOptions()).Admit(Request() with { RecentlyLeased = null }).Lease);
        Assert.Null(Of(new LimitOptions(), from: 50).Admit(Request()).Lease);
        Assert.Null(Of(new LimitOptions(), from: 0).Admit(Request() with { RecentlyLeased = 1_000 }).Lease);
        Assert.NotNull(Of(new LimitOptions(), from: 50).Admit(Request() with { RecentlyLeased = 49 }).Lease);
    }

    [Fact]
    public void Admit_LimitThatIsHalfUsed_GivesNoLease()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 8_000 });
        Assert.Null(limits.Admit(Request(tokens: 4_001)).Lease);
    }

    [Fact]
    public void Admit_RequestsOfOneMoment_GetOneLease()
    {
        var limits = Of(new LimitOptions { RequestsPerMinute = 800 });
        Assert.NotNull(limits.Admit(Request()).Lease);
        Assert.Null(limits.Admit(Request()).Lease);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.NotNull(limits.Admit(Request()).Lease);
    }

    [Fact]
    public void Lease_OfANodeThatIsNotHeardOf_IsTakenBackButForItsRequests()
    {
        var limits = Of(new LimitOptions { RequestsPerDay = 800_000, TokensPerMinute = 8_000, ConcurrentRequests = 8 });
        var first = Request(tokens: 0);
        Assert.NotNull(limits.Admit(first).Lease);
        limits.Settle(new Settlement(first.ResponseId, 0, "m", null, 0));
        Assert.Equal(1_000, limits.Reserved);

        _clock.Advance(TimeSpan.FromSeconds(5.9));
        limits.Expire();
        Assert.Equal(1_000, limits.Reserved);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        limits.Expire();

        Assert.Equal(0, limits.Reserved);
        var after = limits.Admit(Request(tokens: 0) with { RecentlyLeased = null });
        Assert.Equal(8_000, after.Tokens!.Remaining);
        Assert.InRange(after.Requests!.Remaining, 700_000, 700_060);
    }

    [Fact]
    public void Return_LeaseThatIsNotKnown_ChangesNothing()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 8_000 });
        limits.Return([new LeaseReturn(Guid.NewGuid(), 100, 100, 100, IsLast: true)]);
        Assert.Equal(8_000, limits.Admit(Request(tokens: 0) with { RecentlyLeased = null }).Tokens!.Remaining);
    }

    /// <summary>Some nodes, random requests of random length, nodes that die: what is stated in ADR 13 as the bound.</summary>
    [Fact]
    public void Leases_UnderRandomLoadOfSeveralNodes_NeverAdmitMoreThanTheirBound()
    {
        for (var seed = 1ul; seed <= 200; seed++)
            RunAndCheck(new SeededGenerator(seed));
    }

    private void RunAndCheck(SeededGenerator random)
    {
        var most = new LimitOptions
        {
            RequestsPerMinute = 50 + random.Next(2_000),
            TokensPerMinute = 1_000 + random.Next(100_000),
            ConcurrentRequests = 4 + random.Next(60),
        };
        var limits = Of(most);
        var nodes = Enumerable.Range(0, 3).Select(_ => new Node(limits, _clock)).ToArray();
        var begun = _clock.GetTimestamp();
        var requests = 0;
        for (var step = 0; step < 400; step++)
        {
            var node = random.Pick(nodes);
            var asked = Request(tokens: random.Next(120));
            if (node.TryAdmit(asked))
                requests++;
            if (random.Next(3) == 0)
                random.Pick(nodes).EndOne(random.Next(200));
            if (step % 16 == 0)
                Array.ForEach(nodes, each => each.Tick());
            if (random.Next(150) == 0)
            {
                // It dies, and with it its requests; another takes its place.
                var index = random.Next(3);
                nodes[index].Die();
                nodes[index] = new Node(limits, _clock);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(60)));
            var elapsed = _clock.GetElapsedTime(begun).TotalMinutes;
            Assert.True(requests <= most.RequestsPerMinute * (1 + elapsed) + 1, "more requests were admitted than the limit lets through");
            Assert.True(nodes.Sum(each => each.Running) <= most.ConcurrentRequests, "more requests run than may");
        }

        foreach (var node in nodes)
            node.Stop();
        _clock.Advance(TimeSpan.FromSeconds(10));
        limits.Expire();
        Assert.Equal(0, limits.Reserved);
        Assert.True(limits.IsIdle);
    }

    private TenantLimits Of(LimitOptions project, int from = 1) =>
        new(new LimitsOptions { Project = project, LeaseFrom = from }, _clock);

    private AdmissionRequest Request(long tokens = 1) => new()
    {
        ResponseId = $"chatcmpl-{_ids++}",
        Model = "m",
        InputTokens = tokens,
        MaxOutputTokens = 0,
        RecentlyLeased = 0,
    };

    /// <summary>An Api node as the Api has it, but for the messages.</summary>
    private sealed class Node(TenantLimits limits, TimeProvider clock)
    {
        private readonly List<NodeLease> _leases = [];
        private readonly Queue<(AdmissionRequest Request, LeasedReservation? Leased)> _running = [];
        private NodeLease? _open;

        public int Running => _running.Count;

        public bool TryAdmit(AdmissionRequest request)
        {
            var leased = _open?.TryAdmit(request);
            if (leased is null)
            {
                var answer = limits.Admit(request with { RecentlyLeased = _open?.Recent ?? 0 });
                if (answer.Outcome != Admission.Admitted)
                    return false;
                if (answer.Lease is { } lease)
                {
                    _open?.Close();
                    _leases.Add(_open = new NodeLease(lease, answer, clock));
                }
            }

            _running.Enqueue((request, leased));
            return true;
        }

        public void EndOne(long taken)
        {
            if (!_running.TryDequeue(out var ended))
                return;
            limits.Settle(new Settlement(ended.Request.ResponseId, 0, "m", null, taken));
            ended.Leased?.End();
        }

        public void Tick()
        {
            var returns = _leases.Select(lease => lease.Collect()).ToArray();
            limits.Return(returns);
            _leases.RemoveAll(lease => returns.Any(given => given.IsLast && given.LeaseId == lease.Id));
        }

        public void Stop()
        {
            while (_running.Count > 0)
                EndOne(1);
            foreach (var lease in _leases)
                lease.Close();
            Tick();
            Assert.Empty(_leases);
        }

        /// <summary>What it runs ends with it, and the grains that computed it settle; its leases are never returned.</summary>
        public void Die()
        {
            while (_running.TryDequeue(out var ended))
                limits.Settle(new Settlement(ended.Request.ResponseId, 0, "m", null, 1));
        }
    }
}
