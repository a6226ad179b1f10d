using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>The Virtual Token Counter's promises (arXiv 2401.00588), over random arrivals.</summary>
public sealed class FairnessTests
{
    private const int Patterns = 3000;
    private const int Places = 6;
    private const int MostPrompt = 60;
    private const int MostAnswer = 30;

    private static readonly string[] Tenants = ["a", "b", "c", "d"];

    /// <summary>Theorem 4.4: over any time in which two tenants are backlogged, what they are served differs by at most
    /// 2 · max(w_in · L_in, w_out · M).</summary>
    [Fact]
    public void Fairness_RandomArrivals_ServiceOfBackloggedTenantsStaysWithinTheBound()
    {
        var widest = 0.0;
        for (var pattern = 0; pattern < Patterns; pattern++)
        {
            var random = new SeededGenerator((ulong)pattern + 1);
            var options = Options(random);
            var gaps = new BacklogGaps();
            var run = new BatcherRun(options, Places, context: MostPrompt + MostAnswer);
            var rate = 1 + random.Next(6);
            for (var step = 0; step < 120; step++)
            {
                for (var arrival = random.Next(rate); arrival > 0; arrival--)
                    run.Arrive(Tenants[Math.Min(random.Next(Tenants.Length), random.Next(Tenants.Length))], 1 + random.Next(MostPrompt), 1 + random.Next(MostAnswer));
                run.Step();
                gaps.Observe(run);
            }

            var least = Math.Min(1, options.Weights.Values.DefaultIfEmpty(1).Min());
            var bound = 2 * Math.Max(options.InputWeight * MostPrompt, options.OutputWeight * Places * (MostPrompt + MostAnswer)) / least;
            Assert.True(gaps.Widest <= bound, $"Pattern {pattern}: the gap is {gaps.Widest}, the bound {bound}.");
            widest = Math.Max(widest, gaps.Widest / bound);
        }

        // Far within it, but not because nothing was backlogged.
        Assert.InRange(widest, 0.05, 1);
    }

    [Fact]
    public void Fairness_RandomArrivals_StepsAreAsManyAsFirstComeFirstServed()
    {
        var (fair, fcfs) = (0, 0);
        for (var pattern = 0; pattern < 300; pattern++)
        {
            fair += StepsOf((ulong)pattern, tenant => tenant);
            // All of one tenant: its requests are served as they come.
            fcfs += StepsOf((ulong)pattern, _ => "one");
        }

        Assert.True(fair <= fcfs / 0.98, $"{fair} steps against {fcfs}.");
    }

    [Theory]
    [InlineData(48)]
    [InlineData(512)]
    public void Fairness_FloodOfOneTenant_AnotherTenantsFirstTokenComesWithinTwoSteps(int flood)
    {
        var run = new BatcherRun(new SchedulerOptions { ExpressPlaces = 2 }, places: 34, context: 256);
        for (var request = 0; request < flood; request++)
            run.Arrive("heavy", 20, 64);
        for (var step = 0; step < 60; step++)
            run.Step();

        for (var request = 0; request < 5; request++)
        {
            var light = run.Arrive("light", 20, 4);
            run.Step();
            run.Step();
            Assert.InRange(light.Completion, 1, 2);
            while (!light.HasEnded)
                run.Step();
        }
    }

    [Fact]
    public void Fairness_Weights_ShareServiceInProportion()
    {
        var run = new BatcherRun(new SchedulerOptions { Weights = { ["a"] = 3 } }, Places, context: 100);
        for (var request = 0; request < 400; request++)
        {
            run.Arrive("a", 10, 20);
            run.Arrive("b", 10, 20);
        }

        for (var step = 0; step < 600; step++)
            run.Step();
        Assert.True(run.IsBacklogged("a") && run.IsBacklogged("b"));

        // Service is counted ÷ weight already.
        Assert.InRange(run.Service["a"] / run.Service["b"], 0.95, 1.05);
    }

    [Fact]
    public void Fairness_TenantThatWasAway_CannotCatchUpOnIt()
    {
        var run = new BatcherRun(places: 2, context: 100);
        for (var request = 0; request < 300; request++)
            run.Arrive("a", 10, 20);
        for (var step = 0; step < 1000; step++)
            run.Step();
        for (var request = 0; request < 300; request++)
            run.Arrive("b", 10, 20);
        var before = run.Service["a"];
        for (var step = 0; step < 400; step++)
            run.Step();
        Assert.InRange((run.Service["a"] - before) / run.Service["b"], 0.8, 1.25);
    }

    [Fact]
    public void Fairness_TenantsThatCameAndWent_AreForgotten()
    {
        var run = new BatcherRun();
        for (var tenant = 0; tenant < 20_000; tenant++)
        {
            run.Arrive($"tenant {tenant}", 1, 1);
            run.Step();
        }

        Assert.InRange(run.Batcher.Tenants, 1, 4096);
    }

    private static SchedulerOptions Options(SeededGenerator random) => new()
    {
        ExpressPlaces = random.Next(3),
        PrefillChunk = 1 + random.Next(32),
        StepTokens = 32,
        Weights = random.Next(2) == 0 ? [] : new() { ["a"] = 1 + random.Next(4), ["b"] = 0.5 },
    };

    private static int StepsOf(ulong pattern, Func<string, string> tenant)
    {
        var random = new SeededGenerator(pattern + 1);
        var run = new BatcherRun(new SchedulerOptions { ExpressPlaces = 0 }, Places, MostPrompt + MostAnswer);
        for (var request = 0; request < 60; request++)
            run.Arrive(tenant(random.Pick(Tenants)), 1 + random.Next(MostPrompt), 1 + random.Next(MostAnswer));
        var steps = 0;
        while (run.Step())
            steps++;
        return steps;
    }

    /// <summary>The widest difference of service between two tenants since both are backlogged.</summary>
    private sealed class BacklogGaps
    {
        private readonly Dictionary<(string A, string B), double> _starts = [];

        public double Widest { get; private set; }

        public void Observe(BatcherRun run)
        {
            foreach (var a in Tenants)
            {
                foreach (var b in Tenants.Where(b => string.CompareOrdinal(a, b) < 0))
                    Observe(run, a, b);
            }
        }

        private void Observe(BatcherRun run, string a, string b)
        {
            if (!run.IsBacklogged(a) || !run.IsBacklogged(b))
            {
                _starts.Remove((a, b));
                return;
            }

            var difference = run.Service[a] - run.Service[b];
            if (!_starts.TryAdd((a, b), difference))
                Widest = Math.Max(Widest, Math.Abs(difference - _starts[(a, b)]));
        }
    }
}
