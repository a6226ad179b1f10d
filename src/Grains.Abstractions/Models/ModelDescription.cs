namespace TenantLLM.Grains.Abstractions.Models;

/// <summary>A model as the API tells of it.</summary>
/// <param name="Id">The name requests use.</param>
/// <param name="Created">When the model was made.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ModelDescription")]
public sealed record ModelDescription(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset Created)
{
    /// <summary>Whose it is (<c>owned_by</c>).</summary>
    [Id(2)]
    public required string Owner { get; init; }

    [Id(3)]
    public ModelState State { get; init; }

    /// <summary>How much of it is loaded, 0 to 1.</summary>
    [Id(4)]
    public double Progress { get; init; }

    /// <summary>Prompt and answer together, in tokens; null until it is known.</summary>
    [Id(5)]
    public int? ContextLength { get; init; }

    /// <summary>Null where the operator set none.</summary>
    [Id(6)]
    public ModelTokenPrice? Price { get; init; }

    /// <summary>Why it is unavailable, in words for the operator.</summary>
    [Id(7)]
    public string? Reason { get; init; }
}

/// <summary>What a model's tokens cost: units of the operator's currency for a million of them.</summary>
/// <param name="Input">Prompt tokens that were computed.</param>
/// <param name="CachedInput">Prompt tokens that were cached.</param>
/// <param name="Output">Generated tokens.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ModelTokenPrice")]
public readonly record struct ModelTokenPrice(
    [property: Id(0)] decimal Input,
    [property: Id(1)] decimal CachedInput,
    [property: Id(2)] decimal Output);
