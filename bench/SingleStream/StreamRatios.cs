using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.SingleStream;

/// <summary>One path against another, round by round: what a loaded machine spoils least.</summary>
internal sealed class StreamRatios(IReadOnlyDictionary<IContender, List<Turn>> rounds)
{
    /// <summary>Adds what issue 3 asks for, and what explains it.</summary>
    public void AddTo(Table table, ModelFile file)
    {
        if (Peer is { } peer)
        {
            Add($"engine ÷ {peer.Name}, tokens/s", Speed(Path(ContenderKind.Engine), peer), "0.00×", $"≥ {file.Target:0.0}×");
            Add($"engine ÷ {peer.Name} by its own clock", StatedSpeed(Path(ContenderKind.Engine), peer), "0.00×", "");
        }

        Add("engine ÷ decoder alone, tokens/s", Speed(Path(ContenderKind.Engine), Path(ContenderKind.Decoder)), "0.00×", "");
        Add("HTTP ÷ engine, tokens/s", Speed(Path(ContenderKind.Http), Path(ContenderKind.Engine)), "0.00×", "");
        Add("HTTP − engine, first text", Delay(ContenderKind.Http), "0.00 ms", "≤ 1 ms");
        Add("HTTP, new conversation − engine, first text", Delay(ContenderKind.HttpNewConversation), "0.00 ms", "");

        void Add(string name, Spread spread, string format, string target) => table.Add(
            $"{file.Type}: {name}", spread.Median.ToString(format, null), $"{spread.Min:0.00}–{spread.Max:0.00}", target);
    }

    /// <summary>The faster of the llama-servers; null if there is none.</summary>
    private IContender? Peer => rounds.Keys.Where(path => path.Kind == ContenderKind.LlamaServer)
        .MaxBy(path => Spread.Of(rounds[path].Select(turn => turn.Whole.TokensPerSecond)).Median);

    private IContender Path(ContenderKind kind) => rounds.Keys.Single(path => path.Kind == kind);

    private Spread Speed(IContender path, IContender over) => Spread.Of(
        rounds[path].Zip(rounds[over], (turn, other) => turn.Whole.TokensPerSecond / other.Whole.TokensPerSecond));

    /// <summary>Against the decode alone, as the other states it: the harder judge.</summary>
    private Spread StatedSpeed(IContender path, IContender over) => Spread.Of(rounds[path].Zip(
        rounds[over], (turn, other) => turn.Whole.TokensPerSecond / (other.Whole.StatedTokensPerSecond ?? double.NaN)));

    private Spread Delay(ContenderKind kind) => Spread.Of(rounds[Path(kind)].Zip(
        rounds[Path(ContenderKind.Engine)], (turn, engine) => StreamReport.FirstText(turn) - StreamReport.FirstText(engine)));
}
