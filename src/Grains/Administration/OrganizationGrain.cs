using System.Text.Json.Nodes;
using TenantLLM.Grains.Abstractions;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants;
using TenantLLM.Storage.AdminKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Grains.Administration;

/// <summary>Writes the admin keys, and reads what spans projects.</summary>
internal sealed class OrganizationGrain(
    IAdminKeyStore adminKeys, IProjectStore projects, IAuditLogStore auditLog, AuditTrail trail, TimeProvider clock) : Grain, IOrganizationGrain
{
    private const string ConfiguredName = "Administration:Key";
    private const string FirstName = "First admin key";

    public async Task<string?> EnsureAdminKeyAsync(string? hash, string? lastFour)
    {
        var keys = await adminKeys.ListAsync(CancellationToken.None);
        foreach (var former in keys.Where(key => key.IsConfigured && key.Hash != hash))
            await RemoveAsync(former, Administrator.Configuration);
        if (hash is not null && keys.All(key => key.Hash != hash))
            await AddAsync(NewRow(ConfiguredName, hash, lastFour!) with { IsConfigured = true }, Administrator.Configuration);
        if (hash is not null || keys.Any(key => !key.IsConfigured && IsLasting(key)))
            return null;

        var secret = ApiKeySecret.Create(ApiKeyKind.Admin);
        await AddAsync(NewRow(FirstName, secret.Hash, secret.LastFour), Administrator.Configuration);
        return secret.Reveal();
    }

    public async Task<CreatedAdminKey> CreateAdminKeyAsync(string name, TimeSpan? expiresAfter, Administrator by)
    {
        var secret = ApiKeySecret.Create(ApiKeyKind.Admin);
        var row = NewRow(name, secret.Hash, secret.LastFour);
        row = row with { CreatedBy = by.Id, ExpiresAt = row.CreatedAt + expiresAfter };
        await AddAsync(row, by);
        return new CreatedAdminKey(ToKey(row), secret.Reveal());
    }

    public async Task<AdminKeyDeletion> DeleteAdminKeyAsync(string id, Administrator by)
    {
        var keys = await adminKeys.ListAsync(CancellationToken.None);
        if (keys.SingleOrDefault(key => key.Id == id) is not { } row)
            return AdminKeyDeletion.NotFound;
        if (row.IsConfigured)
            return AdminKeyDeletion.IsConfigured;

        // One that expires cannot be relied on.
        if (IsLasting(row) && keys.Count(IsLasting) == 1)
            return AdminKeyDeletion.IsTheLast;
        await RemoveAsync(row, by);
        return AdminKeyDeletion.Deleted;
    }

    public async Task<Page<AdminKey>> ListAdminKeysAsync(PageRequest page, bool isDescending)
    {
        var keys = await adminKeys.ListAsync(CancellationToken.None);
        var after = keys.Where(key => page.After is not { } id || string.CompareOrdinal(key.Id, id) * (isDescending ? -1 : 1) > 0);
        return Pages.Of([.. (isDescending ? after.Reverse() : after).Select(ToKey)], page.Limit);
    }

    public async Task<AdminKey?> GetAdminKeyAsync(string id) =>
        (await adminKeys.ListAsync(CancellationToken.None)).SingleOrDefault(key => key.Id == id) is { } row ? ToKey(row) : null;

    public async Task<Page<Project>> ListProjectsAsync(PageRequest page, bool includeArchived)
    {
        var rows = await projects.ListAsync(page.After, page.Limit, includeArchived, CancellationToken.None);
        return Pages.Of([.. rows.Select(ProjectMapping.ToProject)], page.Limit);
    }

    public async Task<Page<AuditEntry>> ListAuditLogAsync(AuditQuery query)
    {
        var rows = await auditLog.ListAsync(
            new AuditLogFilter
            {
                Limit = query.Page.Limit,
                After = query.Page.After,
                Before = query.Before,
                From = query.From,
                To = query.To,
                Projects = query.Projects,
                Types = query.Types,
                Actors = query.Actors,
                Emails = query.Emails,
                Resources = query.Resources,
            },
            CancellationToken.None);
        var page = Pages.Of([.. rows.Select(AuditTrail.ToEntry)], query.Page.Limit);

        // Those next to a newer entry come oldest first.
        return query.Before is null ? page : page with { Items = [.. page.Items.Reverse()] };
    }

    private AdminKeyRow NewRow(string name, string hash, string lastFour)
    {
        var now = clock.GetUtcNow();
        return new AdminKeyRow
        {
            Id = TimeOrderedId.Create("key_", now),
            Name = name,
            Hash = hash,
            LastFour = lastFour,
            IsConfigured = false,
            CreatedAt = now,
        };
    }

    private async Task AddAsync(AdminKeyRow row, Administrator by)
    {
        var details = new JsonObject { ["scopes"] = new JsonArray("api.management.read", "api.management.write") };
        var entry = trail.Entry(AuditEventTypes.ApiKeyCreated, row.Id, null, by, details);
        await auditLog.WriteAsync(new AuditedChange(entry) { Added = [row] }, CancellationToken.None);
        await GrainFactory.GetGrain<IAdminKeyGrain>(row.Hash).RefreshAsync();
    }

    private async Task RemoveAsync(AdminKeyRow row, Administrator by)
    {
        var entry = trail.Entry(AuditEventTypes.ApiKeyDeleted, row.Id, null, by);
        await auditLog.WriteAsync(new AuditedChange(entry) { Removed = [row] }, CancellationToken.None);
        await GrainFactory.GetGrain<IAdminKeyGrain>(row.Hash).RefreshAsync();
    }

    private static bool IsLasting(AdminKeyRow key) => key.ExpiresAt is null;

    private static AdminKey ToKey(AdminKeyRow row) =>
        new(row.Id, row.Name, row.LastFour, row.CreatedBy, row.CreatedAt, row.ExpiresAt, row.LastUsedAt);
}
