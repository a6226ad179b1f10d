namespace TenantLLM.Grains.Abstractions.Tenants;

/// <summary>What an answer took in the end, whatever the end.</summary>
/// <param name="ResponseId">The reservation.</param>
/// <param name="Part">Which part of its request it was, from 0.</param>
/// <param name="Model">The model that computed it.</param>
/// <param name="KeyId">The API key used; null where it was a token.</param>
/// <param name="Tokens">Input and output.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.Settlement")]
public sealed record Settlement(
    [property: Id(0)] string ResponseId,
    [property: Id(1)] int Part,
    [property: Id(2)] string Model,
    [property: Id(3)] string? KeyId,
    [property: Id(4)] long Tokens);
