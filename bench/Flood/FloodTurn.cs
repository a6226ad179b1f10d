using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Flood;

/// <summary>What a light tenant met at one server. Times in milliseconds.</summary>
/// <param name="FullBatchStep">A step with all sequences in it.</param>
/// <param name="Alone">First texts with nobody else there.</param>
/// <param name="Beside">The same beside floods of so many streams.</param>
internal sealed record FloodTurn(double FullBatchStep, IReadOnlyList<double> Alone, IReadOnlyDictionary<int, Beside> Beside)
{
    /// <summary>What a flood adds to the p95 of the first text.</summary>
    public double Steps(int streams) =>
        (Percentile.Of(Beside[streams].FirstTexts, 0.95) - Percentile.Of(Alone, 0.95)) / FullBatchStep;
}

/// <summary>The light tenant beside one flood.</summary>
/// <param name="FirstTexts">Of its requests.</param>
/// <param name="Failed">The flood's requests that the server refused or broke off meanwhile.</param>
internal sealed record Beside(IReadOnlyList<double> FirstTexts, int Failed);
