using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Flood;

/// <summary>What a light tenant met at one server. Times in milliseconds.</summary>
/// <param name="FullBatchStep">A step with all sequences in it.</param>
/// <param name="Alone">With nobody else there.</param>
/// <param name="Beside">Beside floods of so many streams.</param>
internal sealed record FloodTurn(double FullBatchStep, LightAnswers Alone, IReadOnlyDictionary<int, Beside> Beside)
{
    /// <summary>What a flood adds to the p95 of the first text.</summary>
    public double Steps(int streams) =>
        (Beside[streams].Light.P95 - Alone.P95) / FullBatchStep;
}

/// <summary>The light tenant beside one flood.</summary>
/// <param name="Light">Its answers.</param>
/// <param name="Failed">The flood's requests that the server refused or broke off meanwhile.</param>
internal sealed record Beside(LightAnswers Light, int Failed);

/// <summary>Answers to a light tenant.</summary>
/// <param name="FirstTexts">Of those it was given.</param>
/// <param name="Failed">Requests the server refused or broke off.</param>
internal sealed record LightAnswers(IReadOnlyList<double> FirstTexts, int Failed)
{
    public double P50 => Percentile.Of(FirstTexts, 0.50);

    public double P95 => Percentile.Of(FirstTexts, 0.95);
}
