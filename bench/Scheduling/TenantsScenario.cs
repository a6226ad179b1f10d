using System.Diagnostics;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Scheduling;

/// <summary>The same load of one tenant, which is first come, first served, and of many: what does fairness cost?</summary>
internal static class TenantsScenario
{
    private const int Sequences = 32;
    private const int Context = 256;
    private const int Requests = 10_000;

    private static readonly int[] Tenants = [1, 10, 100, 1_000, 10_000];

    private static readonly StepCost Cost = new(TimeSpan.FromMilliseconds(0.2), TimeSpan.FromMicroseconds(1));

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        var runs = Tenants.ToDictionary(tenants => tenants, _ => new List<Run>());
        await RunAsync(Tenants[0], options);
        for (var round = 0; round < options.LoadRounds; round++)
        {
            for (var i = 0; i < Tenants.Length; i++)
            {
                var tenants = Tenants[(i + round) % Tenants.Length];
                runs[tenants].Add(await RunAsync(tenants, options));
            }
        }

        var table = new Table($"{Requests} requests, {Sequences} sequences", "tokens/s", "steps", "÷ one tenant", "min–max", "target");
        foreach (var (tenants, own) in runs)
        {
            var ratio = Spread.Of(own.Zip(runs[1], (run, one) => run.TokensPerSecond / one.TokensPerSecond));
            table.Add(
                tenants == 1 ? "1 tenant: first come, first served" : $"{tenants} tenants",
                $"{Spread.Of(own.Select(run => run.TokensPerSecond)).Median:0}",
                $"{Spread.Of(own.Select(run => (double)run.Steps)).Median:0}",
                $"{ratio.Median:0.000}×",
                $"{ratio.Min:0.000}–{ratio.Max:0.000}",
                tenants switch { 1 => "", 10_000 => "≥ 0.95×", _ => "≥ 0.98×" });
        }

        await table.WriteAsync(output);
    }

    private static async Task<Run> RunAsync(int tenants, BenchOptions options)
    {
        using var decoder = new FixedDecoder(Sequences, Context, Cost);
        await using var engine = new SchedulingEngine(decoder, options);
        decoder.Gate.Reset();
        var answers = Enumerable.Range(0, Requests).Select(number => engine.AnswerAsync(Request(number, tenants), CancellationToken.None)).ToList();
        var started = Stopwatch.GetTimestamp();
        decoder.Gate.Set();
        var tokens = (await Task.WhenAll(answers)).Sum();
        return new Run(tokens / Stopwatch.GetElapsedTime(started).TotalSeconds, decoder.Steps.Count);
    }

    /// <summary>Prompts of 20 to 83 tokens, answers of 4 to 19. No prompt begins as one of the last 90: one tenant would else be spared a part
    /// of it by what its others left.</summary>
    private static ScheduledRequest Request(int number, int tenants) => new(
        $"tenant {number % tenants}", $"{(char)('!' + (number % 90))}{number:00000}".PadRight(20 + (number * 37 % 64), '.'), 4 + (number * 11 % 16));

    /// <param name="TokensPerSecond">Tokens of all answers ÷ time.</param>
    /// <param name="Steps">Steps of the decoder.</param>
    private sealed record Run(double TokensPerSecond, int Steps);
}
