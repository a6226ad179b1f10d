using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TenantLLM.Inference.Backends.Upstream;
using Xunit;

namespace TenantLLM.Unit.Backends.Upstream;

public sealed class UpstreamHealthTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly UpstreamFault Missed = UpstreamFault.Unreachable("connection refused");

    private readonly FakeTimeProvider _clock = new();
    private bool _answers;
    private int _probes;

    [Fact]
    public void Ready_AfterMissesInARow_IsFalseUntilAProbeIsAnswered()
    {
        using var health = Health();
        health.Observe(Missed);
        health.Observe(Missed);
        Assert.True(health.IsReady);
        health.Observe(Missed);
        Assert.False(health.IsReady);

        _clock.Advance(Interval);
        Assert.False(health.IsReady);
        _answers = true;
        _clock.Advance(Interval);

        Assert.True(health.IsReady);
        _clock.Advance(Interval * 10);
        Assert.Equal(2, _probes);
    }

    [Fact]
    public void Ready_AnyAnswerBetween_StartsTheCountAnew()
    {
        using var health = Health();
        for (var round = 0; round < 10; round++)
        {
            health.Observe(Missed);
            health.Observe(Missed);
            health.Observe(UpstreamFault.Broken("it answered and broke off"));
        }

        Assert.True(health.IsReady);
    }

    [Fact]
    public void Ready_NextRequestIsAnswered_IsTrueAtOnce()
    {
        using var health = Health();
        for (var miss = 0; miss < 3; miss++)
            health.Observe(Missed);
        health.Observe(null);
        Assert.True(health.IsReady);
    }

    private UpstreamHealth Health() => new(
        "http://host/v1",
        _ =>
        {
            _probes++;
            return Task.FromResult(_answers);
        },
        _clock,
        NullLogger.Instance);
}
