namespace TenantLLM.Storage.ServiceAccounts;

/// <summary>Whom a project's keys belong to.</summary>
public sealed record ServiceAccountRow
{
    /// <summary><c>svc_acct_…</c>, in the order of their creation.</summary>
    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>member</c> or <c>owner</c>.</summary>
    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
