namespace TenantLLM.Bench.Engine;

/// <summary>How both sides serve a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="PeerFile">The file llama-server is given: the same, or its fastest format of it.</param>
/// <param name="Compute">What our side computes with.</param>
/// <param name="Backend">What our side runs the model with.</param>
/// <param name="Threads">Threads of each.</param>
internal sealed record ServerSetup(ModelFacts Model, string PeerFile, string Compute, string Backend, int Threads)
{
    /// <summary>Tokens llama-server's sequences share; our side's sequences have a context each.</summary>
    public const int PeerContext = 32_768;

    private const int LongestContext = 4096;

    /// <summary>Sequences computed at once.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>Tokens of a sequence on our side; prompts are made for it.</summary>
    public int Context => Math.Min(Model.TrainedContext, LongestContext);

    /// <summary>As many words as a prompt is to have, or as the context has room for.</summary>
    public int WordsThatFit(int wanted, int reservedTokens) =>
        Math.Min(wanted, (int)((Context - reservedTokens) / Model.TokensPerWord));
}
