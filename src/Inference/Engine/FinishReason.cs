namespace TenantLLM.Inference.Engine;

/// <summary>Why a choice ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended its turn, or a stop sequence was met.</summary>
    Stop,

    /// <summary>The token limit or the end of the context was reached.</summary>
    Length,

    /// <summary>An upstream server withheld the rest.</summary>
    ContentFilter,
}
