using System.Runtime.InteropServices;
using TenantLLM.Grains.Abstractions.Inputs;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Grains.Inputs;

/// <summary>Raw texts in the engine's vocabulary.</summary>
internal static class RawInputMapping
{
    public static RawText ToEngine(this RawInput input) => input switch
    {
        RawInput.OfText text => new RawText.OfText(text.Text),
        RawInput.OfTokens tokens => new RawText.OfTokens(ImmutableCollectionsMarshal.AsArray(tokens.Tokens)),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.GetType().Name, "not a known kind of input"),
    };
}
