using TenantLLM.Inference.Scheduling;
using TenantLLM.Inference.Scheduling.Fairness;
using Xunit;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class FairQueueTests
{
    private readonly FairQueue _queue = new(new Dictionary<string, double> { ["heavy"] = 4 });

    [Fact]
    public void Next_IsTheOldestOfTheTenantThatWasServedLeast()
    {
        Enqueue("a", "a", "b", "b");
        Assert.Equal(["a", "b", "b", "a"], [Admit(10), Admit(3), Admit(3), Admit(3)]);
    }

    [Fact]
    public void Next_OfEqualCounters_IsTheTenantThatWasAdmittedLongestAgo()
    {
        Enqueue("a", "a", "b", "b");
        Assert.Equal(["a", "b", "a", "b"], [Admit(0), Admit(0), Admit(0), Admit(0)]);
    }

    [Fact]
    public void Next_WeightedTenant_IsChargedLess()
    {
        Enqueue("heavy", "heavy", "heavy", "heavy", "heavy", "b", "b");
        Assert.Equal("heavy", Admit(8));
        Assert.Equal("b", Admit(8));
        Assert.Equal(["heavy", "heavy", "heavy"], [Admit(8), Admit(8), Admit(8)]);
        Assert.Equal("b", Admit(8));
    }

    [Fact]
    public void Enqueue_OfATenantThatWasAway_IsLiftedToTheLeastServedThatWaits()
    {
        Enqueue("a", "a", "b", "b");
        Assert.Equal(["a", "b"], [Admit(100), Admit(50)]);
        var late = Enqueue("late");
        Assert.Equal(50, late.Account.Counter);
        Assert.Equal("late", Admit(1));
        Assert.Equal("b", Admit(1));
    }

    [Fact]
    public void Enqueue_WhenNobodyWaits_IsLiftedToTheLastThatLeft()
    {
        Enqueue("a");
        Admit(70);
        Assert.Equal(70, Enqueue("b").Account.Counter);
    }

    [Fact]
    public void Remove_BeforeAdmission_CostsNothing()
    {
        var gone = Enqueue("a");
        Enqueue("b");
        _queue.Remove(gone);
        Assert.Equal(0, gone.Account.Counter);
        Assert.Equal(1, _queue.Count);
        Assert.Equal("b", Admit(1));
        Assert.False(_queue.TryPeek(out _));
    }

    [Fact]
    public void Gap_IsThatOfTenantsThatWait()
    {
        Enqueue("a", "a", "b", "b", "c");
        Admit(10);
        Admit(4);
        Admit(500);
        Assert.Equal(6, _queue.Gap);
    }

    private ChoiceSequence Enqueue(params string[] tenants)
    {
        ChoiceSequence last = null!;
        foreach (var tenant in tenants)
            _queue.Enqueue(last = Waiting.Sequence(tenant));
        return last;
    }

    private string Admit(double service)
    {
        Assert.True(_queue.TryPeek(out var next));
        _queue.Admit(next, service);
        return next.TenantId;
    }
}
