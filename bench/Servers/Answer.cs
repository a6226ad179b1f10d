namespace TenantLLM.Bench.Servers;

/// <summary>What was seen of one answer.</summary>
/// <param name="Tokens">Tokens of the answer, as the path counts them.</param>
/// <param name="FirstText">From the request to the first text.</param>
/// <param name="LastText">From the request to the last text.</param>
/// <param name="End">From the request to the end of the stream.</param>
internal sealed record Answer(int Tokens, TimeSpan FirstText, TimeSpan LastText, TimeSpan End)
{
    /// <summary>Of the whole answer, its prompt included. The speed between two texts would not say more: where several come
    /// together, or the reader is woken late, it is only too high.</summary>
    public double TokensPerSecond => Tokens / LastText.TotalSeconds;

    /// <summary>From one token to the next, the first one's prompt excluded.</summary>
    public TimeSpan PerToken => (LastText - FirstText) / Math.Max(1, Tokens - 1);

    /// <summary>Tokens of the prompt, as the server counts them; 0 where it does not say.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Prompt tokens it says needed no prefill.</summary>
    public int CachedTokens { get; init; }

    /// <summary>The decode speed the server says it had; null where it says nothing.</summary>
    public double? StatedTokensPerSecond { get; init; }

    /// <summary>Processor time the path's process took for it, over all cores.</summary>
    public TimeSpan ProcessorTime { get; init; }
}
