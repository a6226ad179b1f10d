using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.SingleStream;

/// <summary>The rounds of one file as tables.</summary>
internal static class StreamReport
{
    public static async Task WriteAsync(
        TextWriter output, ModelFile file, IReadOnlyDictionary<IContender, List<Answer>> rounds)
    {
        var table = new Table(
            $"{file.Type}, one stream", "tokens", "first text ms", "tokens/s", "min–max", "by its own clock", "end − last text ms", "CPU µs a token");
        foreach (var (contender, answers) in rounds)
        {
            var speed = Spread.Of(answers.Select(answer => answer.TokensPerSecond));
            table.Add(
                contender.Name,
                $"{Spread.Of(answers.Select(answer => (double)answer.Tokens)).Median:0}",
                $"{Spread.Of(answers.Select(answer => answer.FirstText.TotalMilliseconds)).Median:0.00}",
                $"{speed.Median:0}",
                $"{speed.Min:0}–{speed.Max:0}",
                answers[0].StatedTokensPerSecond is null ? "" : $"{Spread.Of(answers.Select(answer => answer.StatedTokensPerSecond!.Value)).Median:0}",
                $"{Spread.Of(answers.Select(answer => (answer.End - answer.LastText).TotalMilliseconds)).Median:0.00}",
                $"{answers.Sum(answer => answer.ProcessorTime.TotalMicroseconds) / answers.Sum(answer => answer.Tokens):0}");
        }

        await table.WriteAsync(output);
        var tokens = rounds.Values.SelectMany(answers => answers).Select(answer => answer.Tokens).ToList();
        if (tokens.Max() > tokens.Min() * 1.05)
            await output.WriteLineAsync($"Answers are {tokens.Min()} to {tokens.Max()} tokens long: their first texts compare, their speeds less.\n");
    }

    public static void AddRatios(Table table, ModelFile file, IReadOnlyDictionary<IContender, List<Answer>> rounds)
    {
        var decoder = Of(ContenderKind.Decoder);
        var engine = Of(ContenderKind.Engine);
        var http = Of(ContenderKind.Http);
        var newConversation = Of(ContenderKind.HttpNewConversation);
        var peer = rounds.Where(path => path.Key.Kind == ContenderKind.LlamaServer)
            .MaxBy(path => Spread.Of(path.Value.Select(answer => answer.TokensPerSecond)).Median);

        if (peer.Value is not null)
            Add($"engine ÷ {peer.Key.Name}, tokens/s", Speed(engine, peer.Value), "0.00×", $"≥ {file.Target:0.0}×");
        Add("engine ÷ decoder alone, tokens/s", Speed(engine, decoder), "0.00×", "");
        Add("HTTP ÷ engine, tokens/s", Speed(http, engine), "0.00×", "");
        Add("HTTP − engine, first text", Delay(http, engine), "0.00 ms", "≤ 1 ms");
        Add("HTTP, new conversation − engine, first text", Delay(newConversation, engine), "0.00 ms", "");

        List<Answer> Of(ContenderKind kind) => rounds.Single(path => path.Key.Kind == kind).Value;

        void Add(string name, Spread spread, string format, string target) => table.Add(
            $"{file.Type}: {name}", spread.Median.ToString(format, null), $"{spread.Min:0.00}–{spread.Max:0.00}", target);
    }

    private static Spread Speed(List<Answer> a, List<Answer> b) =>
        Spread.Of(a.Zip(b, (x, y) => x.TokensPerSecond / y.TokensPerSecond));

    private static Spread Delay(List<Answer> a, List<Answer> b) =>
        Spread.Of(a.Zip(b, (x, y) => (x.FirstText - y.FirstText).TotalMilliseconds));
}
