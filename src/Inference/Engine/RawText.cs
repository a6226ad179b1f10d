namespace TenantLLM.Inference.Engine;

/// <summary>A text that goes through no chat template: as characters, or as tokens of the model's vocabulary.</summary>
public abstract record RawText
{
    private RawText()
    {
    }

    public sealed record OfText(string Text) : RawText;

    public sealed record OfTokens(ReadOnlyMemory<int> Tokens) : RawText;
}
