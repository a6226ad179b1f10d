using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Api.Inputs;

/// <summary>Texts of requests in the vocabulary of grains.</summary>
internal static class TextInputMapping
{
    public static RawInput ToGrain(this TextInput input) => input switch
    {
        TextInput.OfText text => new RawInput.OfText(text.Text),
        TextInput.OfTokens tokens => new RawInput.OfTokens([.. tokens.Tokens]),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.GetType().Name, "not a known kind of input"),
    };
}
