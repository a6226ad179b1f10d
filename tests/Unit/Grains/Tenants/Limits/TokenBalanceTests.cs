using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Limits;

public class TokenBalanceTests
{
    [Fact]
    public void Balance_OfMoreThanWasReserved_IsOwed()
    {
        var balance = new TokenBalance(600);
        balance.Take(TimeSpan.Zero, 700);

        Assert.Equal(-100, balance.Balance(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(11), balance.Wait(TimeSpan.Zero, 10));
        Assert.Equal(TimeSpan.Zero, balance.Wait(TimeSpan.FromSeconds(11), 10));
    }

    [Fact]
    public void Wait_OfMoreThanTheLimit_IsForEver() => Assert.Null(new TokenBalance(10).Wait(TimeSpan.Zero, 11));

    [Fact]
    public void Return_OfAFullBucket_DoesNotOverflowIt()
    {
        var balance = new TokenBalance(10);
        balance.Take(TimeSpan.Zero, 5);
        balance.Return(TimeSpan.FromMinutes(1), 5);

        Assert.Equal(10, balance.Balance(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Balance_OfTimesThatGoBackAndJumpAhead_NeverExceedsTheLimit()
    {
        var random = new SeededGenerator(6);
        var balance = new TokenBalance(1_000);
        var latest = TimeSpan.Zero;
        long taken = 0;
        for (var step = 0; step < 5_000; step++)
        {
            var now = latest + TimeSpan.FromMilliseconds(random.Next(10_000) - 5_000);
            latest = now > latest ? now : latest;
            var asked = 1 + random.Next(400);
            if (balance.Wait(now, asked) == TimeSpan.Zero)
            {
                balance.Take(now, asked);
                taken += asked;
            }

            Assert.InRange(balance.Balance(now), 0, 1_000);
            Assert.True(taken <= 1_000 + (latest.TotalMinutes * 1_000) + 1);
        }
    }
}
