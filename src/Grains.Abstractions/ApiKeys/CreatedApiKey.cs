namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>A key just made. <paramref name="Secret"/> is the key itself: shown once, never stored, never logged.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.CreatedApiKey")]
public sealed record CreatedApiKey([property: Id(0)] string Id, [property: Id(1)] string Secret)
{
    [Id(2)]
    public string Name { get; init; } = "";

    [Id(3)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Without the secret, so that a log of this record tells nothing.</summary>
    public override string ToString() => $"CreatedApiKey {{ Id = {Id} }}";
}
