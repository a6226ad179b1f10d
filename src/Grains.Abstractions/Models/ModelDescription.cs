namespace TenantLLM.Grains.Abstractions.Models;

/// <summary>A model as the API tells of it.</summary>
/// <param name="Id">The name requests use.</param>
/// <param name="Created">When the model was made.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.ModelDescription")]
public sealed record ModelDescription(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset Created);
