using System.Diagnostics;
using TenantLLM.Bench.Engine;
using TenantLLM.Bench.Reports;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Tracing;

/// <summary>What traces cost: two servers with the same model, one that exports every span, and one that makes none. They take turns.</summary>
internal static class TracingScenario
{
    private const int Streams = 32;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        foreach (var path in options.Models)
        {
            using var folder = new TemporaryFolder();
            await using var collector = new SpanSink();
            var model = new Dictionary<string, string> { ["Path"] = path, ["Parallel"] = $"{Streams}", ["Context"] = "512" };
            await using var plain = await StandaloneServer.StartAsync(folder.InFolder("plain.db"), model, ["bench"]);
            await using var traced = await StandaloneServer.StartAsync(folder.InFolder("traced.db"), model, ["bench"], collector.Environment);
            var prompts = new Prompts();
            var (without, with) = (new List<Turn>(), new List<Turn>());
            for (var round = -options.WarmUpRounds; round < options.Rounds; round++)
            {
                // Each round begins with the other.
                var first = await TurnAsync(round % 2 == 0 ? plain : traced, prompts, options.LoadTokens);
                var second = await TurnAsync(round % 2 == 0 ? traced : plain, prompts, options.LoadTokens);
                if (round < 0)
                    continue;
                without.Add(round % 2 == 0 ? first : second);
                with.Add(round % 2 == 0 ? second : first);
            }

            var table = new Table(
                $"traces: {Path.GetFileName(path)}, {Streams} streams of {options.LoadTokens} tokens", "tokens/s", "min–max", "CPU µs a token", "target");
            Add("none", Spread.Of(without.Select(turn => turn.TokensASecond)), "0", CpuOf(without).ToString("0.0"), "");
            Add("every span exported", Spread.Of(with.Select(turn => turn.TokensASecond)), "0", CpuOf(with).ToString("0.0"), "");
            Add(
                "every span ÷ none",
                Spread.Of(with.Zip(without, (one, other) => one.TokensASecond / other.TokensASecond)),
                "0.000",
                (CpuOf(with) / CpuOf(without)).ToString("0.000"),
                "≥ 0.97");
            await table.WriteAsync(output);
            await output.WriteLineAsync($"bytes of spans and metrics that came in: {collector.Bytes:N0}\n");

            void Add(string name, Spread spread, string format, string processor, string target) =>
                table.Add(name, spread.Median.ToString(format), $"{spread.Min.ToString(format)}–{spread.Max.ToString(format)}", processor, target);
        }
    }

    /// <summary>Microseconds of all rounds together: a round's processor time is known to 10 ms.</summary>
    private static double CpuOf(List<Turn> turns) => turns.Sum(turn => turn.Processor.TotalMicroseconds) / turns.Sum(turn => turn.Tokens);

    private static async Task<Turn> TurnAsync(StandaloneServer server, Prompts prompts, int tokens)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), server.ProcessorTime);
        var streams = await Task.WhenAll(
            Enumerable.Range(0, Streams).Select(_ => server.Chat.AskAsync(prompts.Short(tokens), CancellationToken.None)));
        return new Turn(streams.Sum(stream => stream.Answer().Tokens), Stopwatch.GetElapsedTime(started), server.ProcessorTime - processor);
    }

    private readonly record struct Turn(int Tokens, TimeSpan Took, TimeSpan Processor)
    {
        public double TokensASecond => Tokens / Took.TotalSeconds;
    }
}
