using TenantLLM.Bench.Admission;
using TenantLLM.Bench.Boundary;
using TenantLLM.Bench.DataPlane;
using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Flood;
using TenantLLM.Bench.Frames;
using TenantLLM.Bench.Ledger;
using TenantLLM.Bench.Prefill;
using TenantLLM.Bench.Scheduling;
using TenantLLM.Bench.SingleStream;
using TenantLLM.Bench.Stall;
using TenantLLM.Bench.Throughput;
using TenantLLM.Bench.Tracing;
using TenantLLM.Bench.Turns;

namespace TenantLLM.Bench;

/// <summary>All there is to measure, by the names of the command line.</summary>
internal static class Scenarios
{
    /// <summary>Need no server but their own.</summary>
    private static readonly Dictionary<string, Func<BenchOptions, TextWriter, Task>> Alone = new()
    {
        ["data-plane"] = DataPlaneScenario.RunAsync,
        ["admission"] = AdmissionScenario.RunAsync,
        ["boundary"] = BoundaryScenario.RunAsync,
        ["ledger"] = LedgerScenario.RunAsync,
        ["tracing"] = TracingScenario.RunAsync,
        ["frames"] = FramesScenario.RunAsync,
        ["overhead"] = OverheadScenario.RunAsync,
        ["tenants"] = TenantsScenario.RunAsync,
        ["fairness"] = FairnessScenario.RunAsync,
    };

    /// <summary>Share the two servers of a model.</summary>
    private static readonly Dictionary<string, Func<ServerRun, Task>> OfServers = new()
    {
        ["throughput"] = ThroughputScenario.RunAsync,
        ["prefill"] = PrefillScenario.RunAsync,
        ["turns"] = TurnsScenario.RunAsync,
        ["stall"] = StallScenario.RunAsync,
        ["flood"] = FloodScenario.RunAsync,
    };

    private const string Stream = "stream";

    public static IReadOnlyList<string> Names { get; } = [Stream, .. OfServers.Keys, .. Alone.Keys];

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        await Machine.DescribeAsync(options, output);
        if (options.Chosen.Contains(Stream))
            await SingleStreamScenario.RunAsync(options, output);
        if (Chosen(OfServers) is { Length: > 0 } ofServers)
            await ServerRuns.RunAsync(ofServers, options, output);
        foreach (var run in Chosen(Alone))
            await run(options, output);

        T[] Chosen<T>(Dictionary<string, T> scenarios) =>
            [.. scenarios.Where(scenario => options.Chosen.Contains(scenario.Key)).Select(scenario => scenario.Value)];
    }
}
