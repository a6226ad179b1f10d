using System.Text.Json.Nodes;
using TenantLLM.Grains.Abstractions;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.ServiceAccounts;

namespace TenantLLM.Grains.Tenants;

/// <content>Service accounts and their keys.</content>
internal sealed partial class TenantGrain
{
    public async Task<ProjectAnswer<CreatedServiceAccount>> CreateServiceAccountAsync(string name, bool withKey, Administrator by) =>
        Closed is { } refusal ? refusal : await AddAccountAsync(name, withKey, by);

    public async Task<ProjectAnswer<ServiceAccount>> GetServiceAccountAsync(string id)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        return await FindAccountAsync(id) is { } account ? account.ToAccount() : ProjectRefusal.NoServiceAccount;
    }

    public async Task<ProjectAnswer<Page<ServiceAccount>>> ListServiceAccountsAsync(PageRequest page)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        var rows = await accounts.ListAsync(Id, page.After, page.Limit, CancellationToken.None);
        return Pages.Of([.. rows.Select(ProjectMapping.ToAccount)], page.Limit);
    }

    public async Task<ProjectAnswer<ServiceAccount>> UpdateServiceAccountAsync(
        string id, string? name, ServiceAccountRole? role, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (await FindAccountAsync(id) is not { } account)
            return ProjectRefusal.NoServiceAccount;
        if (name is null && role is null)
            return account.ToAccount();

        var details = new JsonObject();
        if (name is not null)
            details["name"] = name;
        if (role is { } asked)
            details["role"] = asked.ToRow();
        account = account with { Name = name ?? account.Name, Role = role?.ToRow() ?? account.Role };
        var entry = trail.Entry(AuditEventTypes.ServiceAccountUpdated, id, _project, by, details);
        await auditLog.WriteAsync(new AuditedChange(entry) { Updated = [account] }, CancellationToken.None);
        return account.ToAccount();
    }

    public async Task<ProjectAnswer<ServiceAccount>> DeleteServiceAccountAsync(string id, Administrator by)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        if (await FindAccountAsync(id) is not { } account)
            return ProjectRefusal.NoServiceAccount;
        await RevokeAsync(await keys.ListOfAccountAsync(Id, id, CancellationToken.None), [account], by);
        return account.ToAccount();
    }

    public async Task<ProjectAnswer<CreatedApiKey>> CreateServiceAccountKeyAsync(string id, NewApiKey key, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (await FindAccountAsync(id) is not { } account)
            return ProjectRefusal.NoServiceAccount;
        var (row, secret) = NewKey(account, key);
        await auditLog.WriteAsync(new AuditedChange(EntryOf(row, by)) { Added = [row] }, CancellationToken.None);
        return Told(row, secret);
    }

    public async Task<ProjectAnswer<Page<ApiKeySummary>>> ListApiKeysAsync(PageRequest page)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        var rows = await keys.ListValidAsync(Id, page.After, page.Limit, CancellationToken.None);
        var owners = await FindOwnersAsync(rows);
        return Pages.Of([.. rows.Select(row => row.ToSummary(owners.GetValueOrDefault(row.ServiceAccountId ?? "")))], page.Limit);
    }

    public async Task<ProjectAnswer<ApiKeySummary>> GetApiKeyAsync(string id)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        return await keys.FindAsync(Id, id, CancellationToken.None) is { RevokedAt: null } row
            ? row.ToSummary(row.ServiceAccountId is { } owner ? await FindAccountAsync(owner) : null)
            : ProjectRefusal.NoApiKey;
    }

    public async Task<ProjectAnswer<ApiKeySummary>> DeleteApiKeyAsync(string id, Administrator by)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        if (await keys.FindAsync(Id, id, CancellationToken.None) is not { RevokedAt: null } row)
            return ProjectRefusal.NoApiKey;
        await RevokeAsync([row], [], by);
        return row.ToSummary(null);
    }

    private Task<ServiceAccountRow?> FindAccountAsync(string id) => accounts.FindAsync(Id, id, CancellationToken.None);

    private async Task<IReadOnlyDictionary<string, ServiceAccountRow>> FindOwnersAsync(IEnumerable<ApiKeyRow> rows)
    {
        var owners = new Dictionary<string, ServiceAccountRow>();
        foreach (var id in rows.Select(row => row.ServiceAccountId).OfType<string>().Distinct())
        {
            if (await FindAccountAsync(id) is { } account)
                owners[id] = account;
        }

        return owners;
    }

    private async Task<CreatedServiceAccount> AddAccountAsync(string name, bool withKey, Administrator by)
    {
        var now = clock.GetUtcNow();
        var account = new ServiceAccountRow
        {
            Id = TimeOrderedId.Create("svc_acct_", now),
            ProjectId = Id,
            Name = name,
            Role = ServiceAccountRole.Member.ToRow(),
            CreatedAt = now,
        };
        var entry = trail.Entry(AuditEventTypes.ServiceAccountCreated, account.Id, _project, by, new JsonObject { ["role"] = account.Role });
        if (!withKey)
        {
            await auditLog.WriteAsync(new AuditedChange(entry) { Added = [account] }, CancellationToken.None);
            return new CreatedServiceAccount(account.ToAccount(), null);
        }

        var (row, secret) = NewKey(account, new NewApiKey(name, null, null));
        await auditLog.WriteAsync(new AuditedChange(entry, EntryOf(row, by)) { Added = [account, row] }, CancellationToken.None);
        return new CreatedServiceAccount(account.ToAccount(), Told(row, secret));
    }

    private (ApiKeyRow Row, ApiKeySecret Secret) NewKey(ServiceAccountRow account, NewApiKey key)
    {
        var (secret, now) = (ApiKeySecret.Create(), clock.GetUtcNow());
        var row = new ApiKeyRow
        {
            Id = TimeOrderedId.Create("key_", now),
            ProjectId = Id,
            Name = key.Name,
            Hash = secret.Hash,
            LastFour = secret.LastFour,
            CreatedAt = now,
            ServiceAccountId = account.Id,
            Scopes = key.Scopes?.Text,
            ExpiresAt = now + key.ExpiresAfter,
        };
        return (row, secret);
    }

    private AuditLogRow EntryOf(ApiKeyRow key, Administrator by)
    {
        var scopes = (key.Scopes ?? ApiKeyScopes.All).Split(' ').Select(scope => (JsonNode)scope);
        return trail.Entry(AuditEventTypes.ApiKeyCreated, key.Id, _project, by, new JsonObject { ["scopes"] = new JsonArray([.. scopes]) });
    }

    private static CreatedApiKey Told(ApiKeyRow row, ApiKeySecret secret) =>
        new(row.Id, secret.Reveal()) { Name = row.Name, CreatedAt = row.CreatedAt };

    /// <summary>Ends keys, with the accounts they belong to.</summary>
    private async Task RevokeAsync(IReadOnlyList<ApiKeyRow> revoked, IReadOnlyList<ServiceAccountRow> deleted, Administrator by)
    {
        var now = clock.GetUtcNow();
        var change = new AuditedChange(
        [
            .. revoked.Select(key => trail.Entry(AuditEventTypes.ApiKeyDeleted, key.Id, _project, by)),
            .. deleted.Select(account => trail.Entry(AuditEventTypes.ServiceAccountDeleted, account.Id, _project, by)),
        ])
        {
            Updated = [.. revoked.Select(key => key with { RevokedAt = now })],
            Removed = deleted,
        };
        await auditLog.WriteAsync(change, CancellationToken.None);
        await Task.WhenAll(revoked.Select(key => GrainFactory.GetGrain<IApiKeyGrain>(key.Hash).RefreshAsync()));
    }
}
