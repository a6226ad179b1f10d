using Microsoft.Extensions.Options;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Administration;
using TenantLLM.Grains.Tenants.Budgets;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Limits;
using TenantLLM.Storage.Projects;
using TenantLLM.Storage.ServiceAccounts;

namespace TenantLLM.Grains.Tenants;

/// <summary>Keeps the project in memory and writes it, its service accounts and its keys.</summary>
internal sealed partial class TenantGrain(
    IProjectStore projects, IServiceAccountStore accounts, IApiKeyStore keys, IAuditLogStore auditLog, AuditTrail trail, TimeProvider clock,
    IOptions<LimitsOptions> limits, ILimitStore limitStore, ProjectBudgets budgets,
    TenantMetrics metrics)
    : Grain, ITenantGrain, IProjectGrain
{
    private const string FirstName = "default";

    private readonly TenantLimits _limits = new(limits.Value, clock);
    private QuotaReport _quota = null!;
    private ProjectRow? _project;
    private ProjectBudget _budget = null!;

    private string Id => this.GetPrimaryKeyString();

    private bool IsOpen => _project is { ArchivedAt: null };

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _quota = new QuotaReport(Id, _limits, metrics, clock);
        _project = await projects.FindAsync(Id, cancellationToken);
        await ReadLimitsAsync(cancellationToken);
        KeepLimits();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Forget(Id);
        return Task.CompletedTask;
    }

    public async Task<EnsuredProject> EnsureCreatedAsync(string name)
    {
        if (_project is null)
            await CreateAsync(name, Administrator.Configuration);
        var hasKey = _project!.ArchivedAt is not null || (await keys.ListAsync(Id, CancellationToken.None)).Count > 0;
        return new EnsuredProject(_project.ToProject(), hasKey ? null : await CreateApiKeyAsync(FirstName));
    }

    public async Task<CreatedApiKey> CreateApiKeyAsync(string name)
    {
        if (_project is null)
            throw new InvalidOperationException($"Project '{Id}' does not exist.");
        return (await AddAccountAsync(name, withKey: true, Administrator.Configuration)).Key!;
    }

    public async Task<ImmutableArray<ApiKeySummary>> ListApiKeysAsync() =>
        [.. (await keys.ListAsync(Id, CancellationToken.None)).Select(key => key.ToSummary(null))];

    public async Task<bool> RevokeApiKeyAsync(string keyId)
    {
        var key = await keys.FindAsync(Id, keyId, CancellationToken.None);
        if (key is { RevokedAt: null })
            await RevokeAsync([key], [], Administrator.Configuration);
        return key is not null;
    }
}
