namespace TenantLLM.Storage.AdminKeys;

/// <summary>A key of the Administration API. The key itself is nowhere: only its hash is kept.</summary>
public sealed record AdminKeyRow
{
    /// <summary><c>key_…</c>, in the order of their creation.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, 64 lower-case hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The key's last four characters, to recognise it by.</summary>
    public required string LastFour { get; init; }

    /// <summary>Whether it is there because the configuration names it.</summary>
    public required bool IsConfigured { get; init; }

    /// <summary>Who made it: the id of a key or of a user; null: the server itself.</summary>
    public string? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }
}
