using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.SingleStream;

/// <summary>The rounds of one file as a table.</summary>
internal static class StreamReport
{
    public static async Task WriteAsync(TextWriter output, ModelFile file, IReadOnlyDictionary<IContender, List<Turn>> rounds)
    {
        var table = new Table(
            $"{file.Type}, one stream",
            "tokens", "tokens/s", "min–max", "by its own clock", "first text ms", "after a pause ms", "end − last text ms", "CPU µs a token");
        foreach (var (path, turns) in rounds)
        {
            var wholes = turns.Select(turn => turn.Whole).ToList();
            var speed = Spread.Of(wholes.Select(answer => answer.TokensPerSecond));
            table.Add(
                path.Name,
                $"{Median(wholes, answer => answer.Tokens):0}",
                $"{speed.Median:0}",
                $"{speed.Min:0}–{speed.Max:0}",
                wholes[0].StatedTokensPerSecond is null ? "" : $"{Median(wholes, answer => answer.StatedTokensPerSecond ?? 0):0}",
                $"{Median(turns, FirstText):0.00}",
                $"{Median(turns, turn => turn.FirstTexts[0].TotalMilliseconds):0.00}",
                $"{Median(wholes, answer => (answer.End - answer.LastText).TotalMilliseconds):0.00}",
                $"{wholes.Sum(answer => answer.ProcessorTime.TotalMicroseconds) / wholes.Sum(answer => answer.Tokens):0}");
        }

        await table.WriteAsync(output);
        var tokens = rounds.Values.SelectMany(turns => turns).Select(turn => turn.Whole.Tokens).ToList();
        if (tokens.Max() > tokens.Min() * 1.05)
            await output.WriteLineAsync($"Answers are {tokens.Min()} to {tokens.Max()} tokens long: their speeds compare badly.\n");
    }

    /// <summary>The first text of a turn: the median of its short answers.</summary>
    public static double FirstText(Turn turn) => Median(turn.FirstTexts, time => time.TotalMilliseconds);

    private static double Median<T>(IEnumerable<T> items, Func<T, double> value) => Spread.Of(items.Select(value)).Median;
}
