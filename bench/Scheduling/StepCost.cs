using System.Diagnostics;

namespace TenantLLM.Bench.Scheduling;

/// <summary>What a step of the decoder takes: the processor is kept busy for it, as by a model's.</summary>
/// <param name="Step">Whatever is in it.</param>
/// <param name="Token">More for each token.</param>
internal readonly record struct StepCost(TimeSpan Step, TimeSpan Token)
{
    public void Spend(int tokens)
    {
        var started = Stopwatch.GetTimestamp();
        var all = Step + (Token * tokens);
        while (Stopwatch.GetElapsedTime(started) < all)
            Thread.SpinWait(16);
    }
}
