using System.Text.Json.Nodes;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Limits;

namespace TenantLLM.Grains.Tenants;

/// <content>The project's limits, as administrators set them.</content>
internal sealed partial class TenantGrain
{
    public async Task<ProjectAnswer<Page<ProjectRateLimit>>> ListRateLimitsAsync(RangeRequest range)
    {
        if (_project is null)
            return ProjectRefusal.NoProject;
        var limits = (await ListModelsAsync()).Union(_limits.Project.Models).Order(StringComparer.Ordinal).Select(ToRateLimit)
            .Where(limit => range.After is not { } after || string.CompareOrdinal(limit.Id, after) > 0)
            .Where(limit => range.Before is not { } before || string.CompareOrdinal(limit.Id, before) < 0)
            .ToArray();
        return range.Before is null
            ? Pages.Of(limits, range.Limit)
            : new Page<ProjectRateLimit>([.. limits.TakeLast(range.Limit)], limits.Length > range.Limit);
    }

    public async Task<ProjectAnswer<ProjectRateLimit>> UpdateRateLimitAsync(string id, RateLimitChange change, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (ProjectRateLimit.ModelOf(id) is not { } model)
            return ProjectRefusal.NoModel;
        var former = _limits.Project.Stored(model);
        if (former is null && !(await ListModelsAsync()).Contains(model))
            return ProjectRefusal.NoModel;
        var row = (former ?? new RateLimitRow { ProjectId = Id, Model = model }) with
        {
            RequestsPerMinute = change.RequestsPerMinute ?? former?.RequestsPerMinute,
            RequestsPerDay = change.RequestsPerDay ?? former?.RequestsPerDay,
            TokensPerMinute = change.TokensPerMinute ?? former?.TokensPerMinute,
        };
        if (row != former && change != new RateLimitChange(null, null, null))
        {
            var entry = trail.Entry(AuditEventTypes.RateLimitUpdated, id, _project, by, DetailsOf(change));
            await WriteLimitAsync(entry, row, former);
            _limits.Project.Set(row);
            _limits.Change(model);
        }

        return ToRateLimit(model);
    }

    public Task<ProjectAnswer<ModelPermissions>> GetModelPermissionsAsync() => Task.FromResult<ProjectAnswer<ModelPermissions>>(
        _project is null ? ProjectRefusal.NoProject : _limits.Project.ToPermissions());

    public async Task<ProjectAnswer<ModelPermissions>> SetModelPermissionsAsync(ModelPermissions permissions, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        var row = ProjectLimits.ToRow(Id, permissions);
        var details = new JsonObject
        {
            ["model_permissions"] = new JsonObject
            {
                ["mode"] = permissions.IsAllowList ? "allow_list" : "deny_list",
                ["model_ids"] = new JsonArray([.. permissions.Models.Select(model => (JsonNode)model)]),
            },
        };
        await WriteLimitAsync(ProjectUpdated(by, details), row, _limits.Project.Permissions);
        _limits.Project.Set(row);
        return permissions;
    }

    public async Task<ProjectAnswer<Deletion>> DeleteModelPermissionsAsync(Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (_limits.Project.Permissions is not { } row)
            return new Deletion(false);
        await RemoveLimitAsync(ProjectUpdated(by, new JsonObject { ["model_permissions"] = null }), row);
        _limits.Project.Set((ModelPermissionsRow?)null);
        return new Deletion(true);
    }

    public Task<ProjectAnswer<SpendLimit>> GetSpendLimitAsync() => Task.FromResult<ProjectAnswer<SpendLimit>>(
        _project is null ? ProjectRefusal.NoProject : _budget.Limit is { } row ? ToSpendLimit(row) : ProjectRefusal.NoSpendLimit);

    public async Task<ProjectAnswer<SpendLimit>> SetSpendLimitAsync(long cents, Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        var row = new SpendLimitRow { ProjectId = Id, Cents = cents };
        if (row != _budget.Limit)
        {
            await WriteLimitAsync(ProjectUpdated(by, new JsonObject { ["spend_limit"] = cents }), row, _budget.Limit);
            await _budget.SetAsync(row);
        }

        return ToSpendLimit(row);
    }

    public async Task<ProjectAnswer<Deletion>> DeleteSpendLimitAsync(Administrator by)
    {
        if (Closed is { } refusal)
            return refusal;
        if (_budget.Limit is not { } row)
            return new Deletion(false);
        await RemoveLimitAsync(ProjectUpdated(by, new JsonObject { ["spend_limit"] = null }), row);
        await _budget.SetAsync(null);
        return new Deletion(true);
    }

    private async Task ReadLimitsAsync(CancellationToken cancellationToken)
    {
        _budget = budgets.Of(Id);
        var stored = await limitStore.ReadAsync(Id, _budget.Month.ToUnixTimeSeconds(), cancellationToken);
        foreach (var row in stored.Rates)
            _limits.Project.Set(row);
        _limits.Project.Set(stored.Permissions);
        _budget.Remember(stored.Alerts);
        await _budget.SetAsync(stored.Spend);
    }

    private async Task<IReadOnlyList<string>> ListModelsAsync() =>
        [.. (await GrainFactory.GetGrain<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync()).Select(model => model.Id)];

    private AuditLogRow ProjectUpdated(Administrator by, JsonObject details) =>
        trail.Entry(AuditEventTypes.ProjectUpdated, Id, _project, by, details);

    private Task WriteLimitAsync<T>(AuditLogRow entry, T row, T? former)
        where T : class => auditLog.WriteAsync(
        former is null ? new AuditedChange(entry) { Added = [row] } : new AuditedChange(entry) { Updated = [row] }, CancellationToken.None);

    private Task RemoveLimitAsync(AuditLogRow entry, object row) =>
        auditLog.WriteAsync(new AuditedChange(entry) { Removed = [row] }, CancellationToken.None);

    private ProjectRateLimit ToRateLimit(string model)
    {
        var limits = _limits.Project.Of(model);
        return new ProjectRateLimit(model, limits.RequestsPerMinute, limits.RequestsPerDay, limits.TokensPerMinute);
    }

    private SpendLimit ToSpendLimit(SpendLimitRow row) => new(row.Cents, _budget.IsSpent);

    /// <summary>In the words of OpenAI's audit log.</summary>
    private static JsonObject DetailsOf(RateLimitChange change)
    {
        var details = new JsonObject();
        if (change.RequestsPerMinute is { } requests)
            details["max_requests_per_1_minute"] = requests;
        if (change.TokensPerMinute is { } tokens)
            details["max_tokens_per_1_minute"] = tokens;
        if (change.RequestsPerDay is { } ofDay)
            details["max_requests_per_1_day"] = ofDay;
        return details;
    }
}
