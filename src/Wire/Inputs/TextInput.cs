namespace TenantLLM.Wire.Inputs;

/// <summary>A text to embed or to complete: as characters, or as tokens of the model.</summary>
public abstract record TextInput
{
    private TextInput()
    {
    }

    public sealed record OfText(string Text) : TextInput;

    /// <summary>At least one, none negative; some may be no tokens of the model.</summary>
    public sealed record OfTokens(IReadOnlyList<int> Tokens) : TextInput;
}
