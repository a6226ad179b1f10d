using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Scheduling;

/// <summary>What the scheduler adds to a step: all between two calls of the decoder, with a token of each of 32 sequences, whose
/// readers read along.</summary>
internal static class OverheadScenario
{
    private const int Sequences = 32;
    private const int Context = 4096;

    /// <summary>While the decoder computes, the readers of the step before have the other cores.</summary>
    private static readonly StepCost Cost = new(TimeSpan.FromMilliseconds(0.5), TimeSpan.Zero);

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        var steps = options.IsQuick ? 400 : 3000;
        using var decoder = new FixedDecoder(Sequences, Context, Cost);
        await using (var engine = new SchedulingEngine(decoder, options))
        {
            await AnswersAsync(engine, steps / 2);
            var warm = decoder.Steps.Full(Sequences).Count;
            await AnswersAsync(engine, steps);
            await WriteAsync(decoder.Steps.Full(Sequences).Skip(warm).ToList(), decoder.Tokenizer.VocabularySize, output);
        }
    }

    private static Task<int[]> AnswersAsync(SchedulingEngine engine, int tokens) => Task.WhenAll(Enumerable.Range(0, Sequences).Select(number =>
        engine.AnswerAsync(new ScheduledRequest($"tenant {number}", $"{ServiceLog.Tag(0)}{number}", tokens), CancellationToken.None)));

    private static async Task WriteAsync(List<StepLog.Entry> steps, int vocabulary, TextWriter output)
    {
        var table = new Table(
            $"the scheduler, {Sequences} sequences, vocabulary {vocabulary}", "steps", "µs a step p50", "p95", "bytes a step p50", "target");
        var quarter = steps.Count / 4;
        Add("first quarter of the answers", steps.Take(quarter).ToList(), "≤ 50 µs");
        Add("last quarter", steps.TakeLast(quarter).ToList(), "≤ 50 µs, bytes as in the first");
        await table.WriteAsync(output);

        void Add(string name, IReadOnlyList<StepLog.Entry> entries, string target) => table.Add(
            name,
            $"{entries.Count}",
            $"{Percentile.Of(entries.Select(entry => entry.Microseconds), 0.50):0.0}",
            $"{Percentile.Of(entries.Select(entry => entry.Microseconds), 0.95):0.0}",
            $"{Percentile.Of(entries.Select(entry => (double)entry.Bytes), 0.50):0}",
            target);
    }
}
