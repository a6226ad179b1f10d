namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>An admin key as lists show it.</summary>
/// <param name="LastFour">The key's last four characters.</param>
/// <param name="CreatedBy">The id of the key or user who made it; null: the server itself.</param>
[GenerateSerializer, Immutable, Alias("TenantLLM.AdminKey")]
public sealed record AdminKey(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string LastFour,
    [property: Id(3)] string? CreatedBy,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset? ExpiresAt,
    [property: Id(6)] DateTimeOffset? LastUsedAt);

/// <summary>An admin key just made. <paramref name="Secret"/> is the key itself: shown once, never stored, never logged.</summary>
[GenerateSerializer, Immutable, Alias("TenantLLM.CreatedAdminKey")]
public sealed record CreatedAdminKey([property: Id(0)] AdminKey Key, [property: Id(1)] string Secret)
{
    /// <summary>Without the secret, so that a log of this record tells nothing.</summary>
    public override string ToString() => $"CreatedAdminKey {{ Id = {Key.Id} }}";
}

/// <summary>What became of the wish to delete an admin key.</summary>
public enum AdminKeyDeletion
{
    Deleted,
    NotFound,

    /// <summary>No administrator would be left.</summary>
    IsTheLast,

    /// <summary>The configuration names it: the next start would bring it back.</summary>
    IsConfigured,
}
