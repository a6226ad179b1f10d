using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Budgets;

public sealed class ProjectBudgetTests : IDisposable
{
    private static readonly DateTimeOffset November = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longer than between two readings.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly BudgetUnderTest _test = new([50, 100]);

    [Fact]
    public async Task IsSpent_AtTheLimitToTheCent_AndNotBefore()
    {
        _test.Spent[November] = 9.999999999999m;
        await _test.SetAsync(1_000);
        Assert.False(_test.Budget.IsSpent);

        _test.Spent[November] = 10m;
        _test.Budget.Settled();
        Assert.True(_test.Budget.IsSpent);
    }

    [Fact]
    public void IsSpent_WithoutALimit_IsNeverSoAndReadsNothing()
    {
        _test.Spent[November] = 1_000_000m;
        _test.Budget.Settled();
        Assert.False(_test.Budget.IsSpent);
        Assert.Equal(0, _test.Readings);
    }

    [Fact]
    public async Task Settled_ManyTimes_ReadsTheLedgerOnceAPause()
    {
        await _test.SetAsync(1_000);
        for (var answer = 0; answer < 1_000; answer++)
            _test.Budget.Settled();
        Assert.Equal(2, _test.Readings);

        _test.Clock.Advance(Pause);
        Assert.Equal(3, _test.Readings);
        _test.Clock.Advance(Pause);
        Assert.Equal(3, _test.Readings);
    }

    [Fact]
    public async Task Settled_TwiceForOneAnswer_CountsWhatTheLedgerHas()
    {
        _test.Spent[November] = 6m;
        await _test.SetAsync(1_000);
        _test.Budget.Settled();
        _test.Clock.Advance(Pause);
        _test.Budget.Settled();
        Assert.False(_test.Budget.IsSpent);
    }

    [Fact]
    public async Task IsSpent_InANewMonth_BeginsAnew()
    {
        _test.Spent[November] = 10m;
        await _test.SetAsync(1_000);
        Assert.True(_test.Budget.IsSpent);

        _test.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_test.Budget.IsSpent);
        _test.Spent[November.AddMonths(1)] = 10m;
        _test.Budget.Settled();
        _test.Clock.Advance(Pause);
        Assert.True(_test.Budget.IsSpent);
    }

    [Fact]
    public async Task Settled_WhileTheDatabaseIsGone_IsReadWhenItIsBack()
    {
        await _test.SetAsync(1_000);
        _test.IsThere = false;
        _test.Budget.Settled();
        Assert.False(_test.Budget.IsSpent);

        _test.IsThere = true;
        _test.Spent[November] = 10m;
        _test.Budget.Settled();
        Assert.True(_test.Budget.IsSpent);
    }

    [Fact]
    public async Task Alerts_AsSpendingGoesOn_AreToldOnceEach()
    {
        await _test.SetAsync(1_000);
        Assert.Empty(_test.Alerts);
        foreach (var spent in new[] { 5m, 6m, 12m, 13m })
        {
            _test.Spent[November] = spent;
            _test.Budget.Settled();
            _test.Clock.Advance(Pause);
        }

        Assert.Equal([50, 100], _test.Alerts.Select(alert => alert.Percent));
    }

    [Fact]
    public async Task Alerts_ThatWereToldBeforeARestart_AreNotToldAgain()
    {
        _test.Spent[November] = 12m;
        await _test.SetAsync(1_000);
        using var restarted = new BudgetUnderTest([50, 100]);
        restarted.Spent[November] = 12m;
        restarted.Budget.Remember(_test.Alerts);
        await restarted.SetAsync(1_000);
        Assert.Empty(restarted.Alerts);

        await restarted.SetAsync(2_000);
        Assert.Equal([50], restarted.Alerts.Select(alert => alert.Percent));
    }

    public void Dispose() => _test.Dispose();
}
