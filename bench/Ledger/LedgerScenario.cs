namespace TenantLLM.Bench.Ledger;

/// <summary>The ledger: rows a second, what a stream pays for being metered, and a year's report.</summary>
internal static class LedgerScenario
{
    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        await LedgerWrites.RunAsync(options, output);
        await LedgerNotes.RunAsync(options, output);
        await LedgerReports.RunAsync(options, output);
    }
}
