using TenantLLM.Storage.ProjectData;

namespace TenantLLM.Storage.ApiKeys;

/// <summary>An API key. The key itself is nowhere: only its hash is kept.</summary>
public sealed record ApiKeyRow
{
    /// <summary><c>key_…</c>.</summary>
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, 64 lower-case hex digits.</summary>
    [NeverExported]
    public required string Hash { get; init; }

    /// <summary>The key's last four characters, to recognise it by.</summary>
    public required string LastFour { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whom it belongs to; null for a key that is older than service accounts.</summary>
    public string? ServiceAccountId { get; init; }

    /// <summary>What it may do, with a space between each two; null: everything.</summary>
    public string? Scopes { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }
}
