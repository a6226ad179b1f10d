using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Stall;

/// <summary>Streams that ran while a long prompt was read in.</summary>
/// <param name="Before">Median gap between two texts of a stream before the long prompt came, in milliseconds.</param>
/// <param name="Longest">The longest gap of any stream while it was read in.</param>
/// <param name="FullBatchStep">A step with all sequences in it.</param>
/// <param name="LongFirstText">From the long request to its first text.</param>
internal sealed record StallTurn(double Before, double Longest, double FullBatchStep, double LongFirstText)
{
    public double Steps => Longest / FullBatchStep;

    /// <exception cref="InvalidDataException">No stream ran as long as the prompt was read in.</exception>
    public static StallTurn Of(IReadOnlyList<ChatStream> running, ChatStream prompt, double fullBatchStep)
    {
        var from = prompt.Started;
        var to = prompt.Texts()[0];
        var gaps = running.Select(stream => stream.Texts()).Where(texts => texts.Count > 0 && texts[^1] > to)
            .SelectMany(texts => texts.Zip(texts.Skip(1))).ToList();
        var during = gaps.Where(gap => gap.Second > from && gap.First < to).Select(Milliseconds).ToList();
        return during.Count == 0
            ? throw new InvalidDataException("The running streams ended before the long prompt was read in: there is no gap to measure.")
            : new StallTurn(
                Spread.Of(gaps.Where(gap => gap.Second <= from).Select(Milliseconds).DefaultIfEmpty(double.NaN)).Median,
                during.Max(),
                fullBatchStep,
                prompt.Answer().FirstText.TotalMilliseconds);
    }

    private static double Milliseconds((long First, long Second) gap) => Stopwatch.GetElapsedTime(gap.First, gap.Second).TotalMilliseconds;
}
