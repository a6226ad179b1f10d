using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.Projects;
using TenantLLM.Storage.ServiceAccounts;

namespace TenantLLM.Grains.Tenants;

/// <summary>Between rows and what administrators are told.</summary>
internal static class ProjectMapping
{
    private const string Owner = "owner";
    private const string Member = "member";

    public static Project ToProject(this ProjectRow row) => new(row.Id, row.Name, row.CreatedAt) { ArchivedAt = row.ArchivedAt };

    public static ServiceAccount ToAccount(this ServiceAccountRow row) =>
        new(row.Id, row.Name, row.Role == Owner ? ServiceAccountRole.Owner : ServiceAccountRole.Member, row.CreatedAt);

    public static ApiKeySummary ToSummary(this ApiKeyRow row, ServiceAccountRow? owner) =>
        new(row.Id, row.Name, row.LastFour, row.CreatedAt, row.RevokedAt) { LastUsedAt = row.LastUsedAt, Owner = owner?.ToAccount() };

    public static string ToRow(this ServiceAccountRole role) => role == ServiceAccountRole.Owner ? Owner : Member;
}
