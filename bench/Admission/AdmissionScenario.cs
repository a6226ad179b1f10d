using System.Diagnostics;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Admission;

/// <summary>What a request costs beside its answer: the key is identified, the limits are checked, its tokens are reserved and settled. There
/// is no engine and no HTTP; keys, tenants and limits are the real ones of a silo.</summary>
internal static class AdmissionScenario
{
    private static readonly int[] CallersAtOnce = [1, 4, 32];

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        await using var asking = await AdmissionSilo.StartAsync(withLeases: false);
        await using var leasing = await AdmissionSilo.StartAsync(withLeases: true);
        await MeasureAsync(asking, callers: 4, seconds: options.IsQuick ? 1 : 5);
        await MeasureAsync(leasing, callers: 4, seconds: options.IsQuick ? 1 : 5);
        var table = new Table("admission: authenticate, check, reserve, settle", "requests/s", "p50, ms", "p95, ms", "p99, ms", "target");
        foreach (var callers in CallersAtOnce)
        {
            foreach (var (silo, how) in new[] { (asking, "each asks its tenant"), (leasing, "from leases") })
            {
                var (waits, elapsed) = await MeasureAsync(silo, callers, options.IsQuick ? 1 : 10);
                table.Add(
                    $"{callers} at once, {how}",
                    $"{waits.Count / elapsed.TotalSeconds:0}",
                    $"{Percentile.Of(waits, 0.5):0.00}",
                    $"{Percentile.Of(waits, 0.95):0.00}",
                    $"{Percentile.Of(waits, 0.99):0.00}",
                    "≥ 5,000/s, p95 ≤ 1 ms");
            }
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync($"tokens that are reserved afterwards: {await asking.ReservedTokensAsync()}");
        await output.WriteLineAsync();
    }

    private static async Task<(List<double> Milliseconds, TimeSpan Elapsed)> MeasureAsync(AdmissionSilo silo, int callers, int seconds)
    {
        var clock = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var number = caller; clock.Elapsed.TotalSeconds < seconds; number += callers)
            {
                var started = Stopwatch.GetTimestamp();
                await silo.RequestAsync(number);
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            return own;
        })));
        return ([.. waits.SelectMany(own => own)], clock.Elapsed);
    }
}
