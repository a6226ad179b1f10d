using Microsoft.Extensions.Time.Testing;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Limits;

public class TenantLimitsTests
{
    private const string Model = "m";

    private readonly FakeTimeProvider _clock = new();
    private readonly HashSet<string> _ended = [];
    private int _ids;

    [Fact]
    public void Admit_TwoThatNeedTheLastTokens_LetsOneThrough()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100 });

        Assert.Equal(Admission.Admitted, limits.Admit(Request(tokens: 60)).Outcome);
        var refused = limits.Admit(Request(tokens: 60));

        Assert.Equal(Admission.TokensPerMinute, refused.Outcome);
        Assert.Equal((100, 60, 60), (refused.Limit, refused.Used, refused.Requested));
        Assert.Equal(TimeSpan.FromSeconds(12), refused.RetryAfter);
        Assert.Equal(new RateState(100, 40, TimeSpan.FromSeconds(36)), refused.Tokens);
    }

    [Fact]
    public void Admit_Refused_TakesNothing()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100, RequestsPerMinute = 2 });
        limits.Admit(Request(tokens: 101));

        Assert.Equal(0, limits.Reserved);
        Assert.Equal(2, limits.Admit(Request(tokens: 101)).Requests!.Remaining);
    }

    [Fact]
    public void Admit_Again_IsTheSameReservation()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100, RequestsPerMinute = 1 });
        var request = Request(tokens: 60);

        Assert.Equal(Admission.Admitted, limits.Admit(request).Outcome);
        Assert.Equal(Admission.Admitted, limits.Admit(request).Outcome);
        Assert.Equal(60, limits.Reserved);
        limits.Release(request.ResponseId);
        Assert.Equal(Admission.Admitted, limits.Admit(request).Outcome);
        Assert.Equal(0, limits.Reserved);
    }

    [Fact]
    public void Admit_AKeyAtItsLimit_RefusesItAlone()
    {
        var limits = Of(new LimitOptions { RequestsPerMinute = 10 }, new LimitOptions { RequestsPerMinute = 1 });

        Assert.Equal(Admission.Admitted, limits.Admit(Request(key: "key_1")).Outcome);
        Assert.Equal(Admission.RequestsPerMinute, limits.Admit(Request(key: "key_1")).Outcome);
        Assert.Equal(Admission.Admitted, limits.Admit(Request(key: "key_2")).Outcome);
    }

    [Fact]
    public void Admit_WithoutABound_ReservesTheStatedDefault()
    {
        var limits = Of(new LimitOptions());
        limits.Admit(Request(tokens: 5) with { MaxOutputTokens = null, Answers = 2 });

        Assert.Equal(5 + (2 * 1024), limits.Reserved);
    }

    [Fact]
    public void Admit_AsManyAsMayRun_WaitsForOneToEnd()
    {
        var limits = Of(new LimitOptions { ConcurrentRequests = 1 });
        var first = Request();
        limits.Admit(first);
        Assert.Equal(Admission.ConcurrentRequests, limits.Admit(Request()).Outcome);

        limits.Settle(Settled(first, 0));
        Assert.Equal(Admission.Admitted, limits.Admit(Request()).Outcome);
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100 });
        var request = Request(tokens: 50);
        limits.Admit(request);
        limits.Settle(Settled(request, 20));
        limits.Settle(Settled(request, 90));

        Assert.Equal((0, 80), (limits.Reserved, Remaining(limits)));
    }

    [Fact]
    public void Settle_MoreThanReserved_IsOwed()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 60 });
        var request = Request(tokens: 10);
        limits.Admit(request);
        limits.Settle(Settled(request, 90));

        var refused = limits.Admit(Request(tokens: 1));
        Assert.Equal(Admission.TokensPerMinute, refused.Outcome);
        Assert.Equal(TimeSpan.FromSeconds(31), refused.RetryAfter);
        Assert.Equal(0, refused.Tokens!.Remaining);
    }

    [Fact]
    public void Settle_AfterItWasReleased_IsDebited()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100 });
        var request = Request(tokens: 50);
        limits.Admit(request);
        limits.Release(request.ResponseId);
        limits.Release(request.ResponseId);
        Assert.Equal(100, Remaining(limits));

        limits.Settle(Settled(request, 30));
        Assert.Equal(70, Remaining(limits));
    }

    [Fact]
    public void Settle_OfParts_ReleasesWhatIsLeftAtTheLast()
    {
        var limits = Of(new LimitOptions { TokensPerMinute = 100 });
        var request = Request(tokens: 60) with { Parts = 2 };
        limits.Admit(request);
        limits.Settle(Settled(request, 10));
        Assert.Equal((50, 40), (limits.Reserved, Remaining(limits)));

        limits.Settle(Settled(request, 10) with { Part = 1 });
        Assert.Equal((0, 80), (limits.Reserved, Remaining(limits)));
    }

    [Fact]
    public void Expire_WhatNeverSettled_IsGivenBack()
    {
        var limits = Of(new LimitOptions { ConcurrentRequests = 1, TokensPerMinute = 100 });
        limits.Admit(Request(tokens: 100));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Admission.Admitted, limits.Admit(Request(tokens: 100)).Outcome);
    }

    [Fact]
    public void Admit_ModelsWithoutEnd_KeepsABoundedNumber()
    {
        var limits = Of(new LimitOptions { RequestsPerDay = 1 });
        var outcomes = Enumerable.Range(0, 3_000).Select(model => limits.Admit(Request() with { Model = $"m{model}" }).Outcome).ToArray();

        Assert.All(outcomes[..1_000], outcome => Assert.Equal(Admission.Admitted, outcome));
        Assert.All(outcomes[1_001..], outcome => Assert.Equal(Admission.RequestsPerDay, outcome));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Settle_RandomEnds_LeaveNothingReservedAndOnlyWhatWasTaken(ulong seed)
    {
        const long limit = 1_000_000_000;
        var random = new SeededGenerator(seed);
        var limits = Of(new LimitOptions { TokensPerMinute = limit, ConcurrentRequests = 1_000_000 });
        var open = new List<AdmissionRequest>();
        long taken = 0;
        for (var step = 0; step < 5_000; step++)
        {
            var request = Request(tokens: 1 + random.Next(1_000));
            if (limits.Admit(request).Outcome == Admission.Admitted)
                open.Add(request);
            if (random.Next(2) == 0)
                End(open[random.Next(open.Count)]);
        }

        foreach (var request in open)
            End(request);
        Assert.Equal((0, limit - taken), (limits.Reserved, Remaining(limits)));

        void End(AdmissionRequest request)
        {
            var tokens = random.Next(2_000);
            if (random.Next(3) == 0)
                limits.Release(request.ResponseId);
            if (_ended.Add(request.ResponseId))
                taken += tokens;
            limits.Settle(Settled(request, tokens));
            if (random.Next(3) == 0)
                limits.Settle(Settled(request, tokens));
        }
    }

    private TenantLimits Of(LimitOptions project, LimitOptions? key = null) =>
        new(new LimitsOptions { Project = project, Key = key ?? new LimitOptions() }, _clock);

    private AdmissionRequest Request(long tokens = 1, string? key = null) => new()
    {
        ResponseId = $"chatcmpl-{++_ids}",
        Model = Model,
        KeyId = key,
        InputTokens = tokens,
        MaxOutputTokens = 0,
    };

    private static Settlement Settled(AdmissionRequest request, long tokens) =>
        new(request.ResponseId, 0, request.Model, request.KeyId, tokens);

    /// <summary>As a request learns that takes nothing.</summary>
    private long Remaining(TenantLimits limits)
    {
        var request = Request(tokens: 0);
        var remaining = limits.Admit(request).Tokens!.Remaining;
        limits.Release(request.ResponseId);
        return remaining;
    }
}
