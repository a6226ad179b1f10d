using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Scheduling;

/// <summary>Tenants that all have requests waiting all the time, one of them four times as many and larger ones: the largest
/// difference of what two were served, against the bound of VTC (arXiv 2401.00588, theorem 4.4).</summary>
internal static class FairnessScenario
{
    private const int Sequences = 16;
    private const int Context = 512;
    private const int Tenants = 8;
    private const int WaitingOfEach = 2 * Sequences;
    private const int GreedyTimes = 4;
    private const int LongestPrompt = 300;

    private static readonly StepCost Cost = new(TimeSpan.FromMilliseconds(0.05), TimeSpan.FromMicroseconds(0.5));

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        var table = new Table(
            $"{Tenants} backlogged tenants", "largest gap", "bound", "gap ÷ bound", "bound of what was held", "most ÷ least served");
        await AddAsync(table, "each its own", options, isFair: true);
        await AddAsync(table, "as one: first come, first served", options, isFair: false);
        await table.WriteAsync(output);
    }

    private static async Task AddAsync(Table table, string name, BenchOptions options, bool isFair)
    {
        using var decoder = new FixedDecoder(Sequences, Context, Cost);
        await using (var engine = new SchedulingEngine(decoder, options))
            await BacklogAsync(engine, decoder, isFair, options.IsQuick ? 5_000 : 40_000);
        var service = decoder.Service;
        var served = service.Service.Take(Tenants).ToList();
        var gap = service.LargestGap(Tenants);
        var bound = Bound(decoder.Info.CacheTokens);
        table.Add(
            name, $"{gap}", $"{bound}", $"{(double)gap / bound:0.00}", $"{Bound(service.MostHeld)}",
            $"{(double)served.Max() / served.Min():0.00}×");
    }

    /// <summary>2·max(w_in·L_in, w_out·M).</summary>
    private static long Bound(long capacity) => 2 * Math.Max(ServiceLog.InputWeight * LongestPrompt, ServiceLog.OutputWeight * capacity);

    private static async Task BacklogAsync(SchedulingEngine engine, FixedDecoder decoder, bool isFair, int steps)
    {
        var numbers = new int[Tenants];
        decoder.Gate.Reset();
        var clients = Enumerable.Range(0, Tenants)
            .SelectMany(tenant => Enumerable.Repeat(tenant, WaitingOfEach * (tenant == 0 ? GreedyTimes : 1)))
            .Select(ClientAsync).ToList();
        decoder.Service.IsBacklogged = true;
        decoder.Gate.Set();
        await Task.WhenAll(clients);

        async Task ClientAsync(int tenant)
        {
            while (decoder.Steps.Count < steps)
                await engine.AnswerAsync(Request(tenant, Interlocked.Increment(ref numbers[tenant]), isFair), CancellationToken.None);

            // The first to leave ends what is compared.
            decoder.Service.IsBacklogged = false;
        }
    }

    /// <summary>The greedy tenant's prompts are 200 to 299 tokens, its answers 40 to 71; the others' 10 to 73 and 8 to 23.</summary>
    private static ScheduledRequest Request(int tenant, int number, bool isFair)
    {
        var (length, tokens) = tenant == 0 ? (200 + (number * 37 % 100), 40 + (number * 11 % 32)) : (10 + (number * 37 % 64), 8 + (number * 11 % 16));
        return new ScheduledRequest(isFair ? $"tenant {tenant}" : "all", $"{ServiceLog.Tag(tenant)}{number:000000}".PadRight(length, '.'), tokens);
    }
}
