using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Stall;

/// <summary>Streams that ran while a long prompt was read in.</summary>
/// <param name="Before">Median gap between two texts of a stream before the long prompt came, in milliseconds.</param>
/// <param name="Longest">The longest gap of any stream while it was read in; not a number where all of them ended before it came.</param>
/// <param name="FullBatchStep">A step with all sequences in it.</param>
/// <param name="LongFirstText">From the long request to its first text.</param>
internal sealed record StallTurn(double Before, double Longest, double FullBatchStep, double LongFirstText)
{
    public double Steps => Longest / FullBatchStep;

    public static StallTurn Of(IReadOnlyList<ChatStream> running, ChatStream prompt, double fullBatchStep)
    {
        var from = prompt.Started;
        var to = prompt.Texts()[0];
        var gaps = running.Select(stream => stream.Texts()).Where(texts => texts.Count > 0 && texts[^1] > from)
            .SelectMany(texts => texts.Zip(texts.Skip(1))).ToList();
        return new StallTurn(
            Spread.Of(Milliseconds(gaps.Where(gap => gap.Second <= from))).Median,
            Milliseconds(gaps.Where(gap => gap.Second > from && gap.First < to)).Max(),
            fullBatchStep,
            prompt.Answer().FirstText.TotalMilliseconds);
    }

    private static IEnumerable<double> Milliseconds(IEnumerable<(long First, long Second)> gaps) =>
        gaps.Select(gap => Stopwatch.GetElapsedTime(gap.First, gap.Second).TotalMilliseconds).DefaultIfEmpty(double.NaN);
}
