using System.Diagnostics;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Throughput;

/// <summary>Streams that began together, as one.</summary>
/// <param name="TokensPerSecond">All tokens ÷ time from the first request to the last text, prompts included.</param>
/// <param name="FirstTexts">From the request to the first text of each, in milliseconds.</param>
/// <param name="PerTokens">From one token to the next of each, in milliseconds.</param>
/// <param name="Tokens">Tokens of each.</param>
/// <param name="ResidentMegabytes">Memory of the process at the end.</param>
internal sealed record ThroughputTurn(
    double TokensPerSecond,
    IReadOnlyList<double> FirstTexts,
    IReadOnlyList<double> PerTokens,
    IReadOnlyList<int> Tokens,
    double ResidentMegabytes)
{
    public double FirstTextP50 => Percentile.Of(FirstTexts, 0.50);

    public double FirstTextP95 => Percentile.Of(FirstTexts, 0.95);

    public double PerTokenP50 => Percentile.Of(PerTokens, 0.50);

    public double PerTokenP95 => Percentile.Of(PerTokens, 0.95);

    public static ThroughputTurn Of(IReadOnlyList<ChatStream> streams, long residentBytes)
    {
        var answers = streams.Select(stream => (stream.Started, Answer: stream.Answer())).ToList();
        var first = answers.Min(one => one.Started);
        var seconds = answers.Max(one => (Stopwatch.GetElapsedTime(first, one.Started) + one.Answer.LastText).TotalSeconds);
        return new ThroughputTurn(
            answers.Sum(one => one.Answer.Tokens) / seconds,
            [.. answers.Select(one => one.Answer.FirstText.TotalMilliseconds)],
            [.. answers.Select(one => one.Answer.PerToken.TotalMilliseconds)],
            [.. answers.Select(one => one.Answer.Tokens)],
            residentBytes / (double)(1 << 20));
    }
}
