using System.Collections.Immutable;

namespace TenantLLM.Inference.Engine;

/// <summary>Where a choice begins. One that was begun elsewhere goes on as if it had never stopped: given the same seed and in
/// floating-point compute it samples the tokens it would have sampled there.</summary>
/// <param name="Index">The choice's number, from 0; each once a request.</param>
public sealed record ChoiceStart(int Index)
{
    /// <summary>The one choice of most requests.</summary>
    public static ChoiceStart First { get; } = new(0);

    /// <summary>Tokens the choice has emitted already, from <see cref="GenerationUpdate.TextDelta.Tokens"/>; their text is not emitted
    /// again, and they count as completion tokens.</summary>
    public ImmutableArray<int> Emitted { get; init; } = [];
}
