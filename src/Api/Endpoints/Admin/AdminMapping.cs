using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Admin;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Between the wire and the grains of the Administration API.</summary>
internal static class AdminMapping
{
    public static PageRequest ToGrain(this AdminPage page) => new(page.Limit, page.After);

    public static ServiceAccountRole ToGrain(string role) =>
        role == ServiceAccountRoles.Owner ? ServiceAccountRole.Owner : ServiceAccountRole.Member;

    public static NewApiKey ToGrain(this CreateServiceAccountKeyRequest request) => new(
        request.Name, request.Scopes is { } scopes ? new ApiKeyScopes(string.Join(' ', scopes)) : null, request.ExpiresAfter);

    public static AdminList<TWire> ToWire<TGrain, TWire>(this Page<TGrain> page, Func<TGrain, TWire> map)
        where TWire : IAdminObject => new() { Data = [.. page.Items.Select(map)], HasMore = page.HasMore };

    public static ProjectObject ToWire(this Project project) => new()
    {
        Id = project.Id,
        Name = project.Name,
        CreatedAt = project.CreatedAt.ToUnixTimeSeconds(),
        ArchivedAt = project.ArchivedAt?.ToUnixTimeSeconds(),
    };

    public static ServiceAccountObject ToWire(this ServiceAccount account) => new()
    {
        Id = account.Id,
        Name = account.Name,
        Role = RoleOf(account),
        CreatedAt = account.CreatedAt.ToUnixTimeSeconds(),
    };

    public static CreatedServiceAccountObject ToWire(this CreatedServiceAccount created) => new()
    {
        Id = created.Account.Id,
        Name = created.Account.Name,
        Role = RoleOf(created.Account),
        CreatedAt = created.Account.CreatedAt.ToUnixTimeSeconds(),
        ApiKey = created.Key?.ToWire(),
    };

    public static ServiceAccountKeyObject ToWire(this CreatedApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Value = key.Secret,
        CreatedAt = key.CreatedAt.ToUnixTimeSeconds(),
    };

    public static ProjectApiKeyObject ToWire(this ApiKeySummary key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        RedactedValue = ApiKeySecret.Redacted(ApiKeyKind.Project, key.LastFour),
        CreatedAt = key.CreatedAt.ToUnixTimeSeconds(),
        LastUsedAt = key.LastUsedAt?.ToUnixTimeSeconds(),
        Owner = new ProjectApiKeyOwner { ServiceAccount = key.Owner is { } owner ? ToOwner(owner) : null },
    };

    public static AdminApiKeyObject ToWire(this AdminKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        RedactedValue = ApiKeySecret.Redacted(ApiKeyKind.Admin, key.LastFour),
        CreatedAt = key.CreatedAt.ToUnixTimeSeconds(),
        ExpiresAt = key.ExpiresAt?.ToUnixTimeSeconds(),
        LastUsedAt = key.LastUsedAt?.ToUnixTimeSeconds(),
        Owner = new AdminApiKeyOwner
        {
            Id = key.CreatedBy ?? "configuration",
            Name = key.CreatedBy ?? "configuration",
            CreatedAt = key.CreatedAt.ToUnixTimeSeconds(),
        },
    };

    public static AdminApiKeyObject ToWire(this CreatedAdminKey created) => created.Key.ToWire() with { Value = created.Secret };

    private static string RoleOf(ServiceAccount account) =>
        account.Role == ServiceAccountRole.Owner ? ServiceAccountRoles.Owner : ServiceAccountRoles.Member;

    private static ProjectApiKeyOwnerAccount ToOwner(ServiceAccount account) => new()
    {
        Id = account.Id,
        Name = account.Name,
        CreatedAt = account.CreatedAt.ToUnixTimeSeconds(),
        Role = RoleOf(account),
    };
}
