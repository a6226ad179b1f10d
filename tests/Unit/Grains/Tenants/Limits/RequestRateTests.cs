using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Limits;

public class RequestRateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Wait_AfterTheWholeLimit_IsExactlyOneInterval()
    {
        var rate = new RequestRate(3, Minute);
        for (var request = 0; request < 3; request++)
            rate.Take(TimeSpan.Zero);

        Assert.Equal(Minute, rate.Reset(TimeSpan.Zero));
        Assert.Equal(0, rate.Remaining(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(20), rate.Wait(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromTicks(1), rate.Wait(TimeSpan.FromSeconds(20) - TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Wait_OfATimeBack_StandsStill()
    {
        var rate = new RequestRate(1, Minute);
        rate.Take(TimeSpan.FromHours(1));

        Assert.Equal(Minute, rate.Wait(TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, rate.Wait(TimeSpan.FromHours(1) + Minute));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(1_000_000_007)]
    public void Wait_WhateverArrives_IsHonouredAndNeverLetsThroughMoreThanTheLimitAndItsRate(long limit)
    {
        var random = new SeededGenerator(6);
        var rate = new RequestRate(limit, Minute);
        var now = TimeSpan.Zero;
        long passed = 0;
        for (var step = 0; step < 2_000; step++)
        {
            now += TimeSpan.FromTicks(random.Next((int)(2 * Minute.Ticks / limit) + 1));
            var wait = rate.Wait(now);
            if (wait > TimeSpan.Zero)
                Assert.True(rate.Wait(now + wait - TimeSpan.FromTicks(1)) > TimeSpan.Zero);
            now += wait;
            Assert.Equal(TimeSpan.Zero, rate.Wait(now));
            rate.Take(now);
            passed++;
            Assert.True(passed <= limit + ((Int128)now.Ticks * limit / Minute.Ticks) + 1);
        }
    }
}
