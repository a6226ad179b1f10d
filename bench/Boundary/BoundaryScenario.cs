using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Boundary;

/// <summary>What the boundary between tenants adds to a grain call: the filters of both sides and the tenant that travels along.</summary>
internal static class BoundaryScenario
{
    private const int CallsInARow = 50_000;
    private const int CallsAtOnce = 200_000;
    private const int AtOnce = 64;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        await using var without = new EchoSilo(hasBoundary: false);
        await using var with = new EchoSilo(hasBoundary: true);
        await without.StartAsync();
        await with.StartAsync();

        var rounds = new List<Round>();
        for (var round = 0; round < options.WarmUpRounds + options.Rounds; round++)
        {
            var measured = await MeasureAsync(without, with, isWithFirst: round % 2 == 1);
            if (round >= options.WarmUpRounds)
                rounds.Add(measured);
        }

        var table = new Table("a grain call in one process", "without", "with the boundary", "added", "min–max");
        Add("µs a call, one after the other", round => round.Latency);
        Add($"µs of processor time a call, {AtOnce} at once", round => round.ProcessorTime);
        await table.WriteAsync(output);

        void Add(string name, Func<Round, (double Without, double With)> of)
        {
            var added = Spread.Of(rounds.Select(round => of(round).With - of(round).Without));
            table.Add(
                name,
                $"{Spread.Of(rounds.Select(round => of(round).Without)).Median:0.00}",
                $"{Spread.Of(rounds.Select(round => of(round).With)).Median:0.00}",
                $"{added.Median:0.00}",
                $"{added.Min:0.00}–{added.Max:0.00}");
        }
    }

    private static async Task<Round> MeasureAsync(EchoSilo without, EchoSilo with, bool isWithFirst)
    {
        var first = await MeasureAsync(isWithFirst ? with : without);
        var second = await MeasureAsync(isWithFirst ? without : with);
        var ((plain, plainTime), (guarded, guardedTime)) = isWithFirst ? (second, first) : (first, second);
        return new Round((plain, guarded), (plainTime, guardedTime));
    }

    private static async Task<(double Latency, double ProcessorTime)> MeasureAsync(EchoSilo silo) =>
        (await silo.LatencyAsync(CallsInARow), await silo.ProcessorTimeAsync(CallsAtOnce, AtOnce));

    private sealed record Round((double Without, double With) Latency, (double Without, double With) ProcessorTime);
}
