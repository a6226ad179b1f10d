using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.Engine;

/// <summary>What each server did, round by round.</summary>
internal sealed class Rounds<T>(ServedModels servers, IReadOnlyDictionary<IServedModel, List<T>> turns)
{
    public IReadOnlyList<T> Of(IServedModel server) => turns[server];

    public double Median(IServedModel server, Func<T, double> value) => Spread.Of(turns[server].Select(value)).Median;

    /// <summary>Of our rounds alone.</summary>
    public Spread Ours(Func<T, double> value) => Spread.Of(turns[servers.Ours].Select(value));

    /// <summary>Ours over llama-server's, within each round; null where there is none.</summary>
    public Spread? Ratio(Func<T, double> value) => servers.Peer is not { } peer
        ? null
        : Spread.Of(turns[servers.Ours].Zip(turns[peer], (ours, theirs) => value(ours) / value(theirs)));
}
