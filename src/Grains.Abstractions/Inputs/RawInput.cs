namespace TenantLLM.Grains.Abstractions.Inputs;

/// <summary>A text that goes through no chat template: as characters, or as tokens of the model.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.RawInput")]
public abstract record RawInput
{
    private RawInput()
    {
    }

    [GenerateSerializer, Immutable, Alias("TenantLLM.RawInput.OfText")]
    public sealed record OfText([property: Id(0)] string Text) : RawInput;

    [GenerateSerializer, Immutable, Alias("TenantLLM.RawInput.OfTokens")]
    public sealed record OfTokens([property: Id(0)] ImmutableArray<int> Tokens) : RawInput;
}
