namespace TenantLLM.Wire.Items;

/// <summary>In a request: an item that the server has already.</summary>
public sealed record ItemReference : Item
{
    /// <summary>Never null.</summary>
    public override required string? Id { get; init; }
}
