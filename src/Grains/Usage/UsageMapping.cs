using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Usage;

/// <summary>Between usage as it is told and as it is stored.</summary>
internal static class UsageMapping
{
    public static UsageFilter ToFilter(this UsageReportRequest request) => new()
    {
        Kinds = [.. request.Endpoints.Select(ToKind)],
        From = request.From,
        Until = request.Until,
        Width = request.Width,
        ProjectIds = request.ProjectIds,
        KeyIds = request.KeyIds,
        UserIds = request.UserIds,
        Models = request.Models,
        ByProject = request.ByProject,
        ByKey = request.ByKey,
        ByUser = request.ByUser,
        ByModel = request.ByModel,
        HasCosts = request.HasCosts,
    };

    public static UsageSum ToSum(this UsageGroup group) => new()
    {
        Bucket = group.Bucket,
        ProjectId = group.ProjectId,
        KeyId = group.KeyId,
        UserId = group.UserId,
        Model = group.Model,
        Requests = group.Requests,
        InputTokens = group.InputTokens,
        CachedTokens = group.CachedTokens,
        OutputTokens = group.OutputTokens,
        InputCost = group.InputCost,
        CachedCost = group.CachedCost,
        OutputCost = group.OutputCost,
    };

    public static LedgerRow ToLedger(this UsageRow row) => new()
    {
        ProjectId = row.ProjectId,
        ResponseId = row.ResponseId,
        Part = row.Part,
        Endpoint = ToEndpoint(row.Kind),
        Model = row.Model,
        BilledTo = new BilledTo(row.KeyId, row.UserId),
        ConversationId = row.ConversationId,
        InputTokens = row.InputTokens,
        CachedTokens = row.CachedTokens,
        OutputTokens = row.OutputTokens,
        InputPrice = Picounits.ToPrice(row.InputPrice),
        CachedPrice = Picounits.ToPrice(row.CachedPrice),
        OutputPrice = Picounits.ToPrice(row.OutputPrice),
        Cost = Picounits.ToUnits(row.Cost),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt),
        EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.EndedAt),
        Outcome = row.Outcome switch
        {
            UsageOutcome.Completed => LedgerOutcome.Completed,
            UsageOutcome.Cancelled => LedgerOutcome.Cancelled,
            UsageOutcome.Failed => LedgerOutcome.Failed,
            UsageOutcome.Interrupted => LedgerOutcome.Interrupted,
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Outcome, "not a known outcome"),
        },
    };

    private static UsageKind ToKind(UsageEndpoint endpoint) => endpoint switch
    {
        UsageEndpoint.ChatCompletions => UsageKind.Chat,
        UsageEndpoint.Completions => UsageKind.Completion,
        UsageEndpoint.Responses => UsageKind.Response,
        UsageEndpoint.Embeddings => UsageKind.Embedding,
        _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "not a known endpoint"),
    };

    private static UsageEndpoint ToEndpoint(UsageKind kind) => kind switch
    {
        UsageKind.Chat => UsageEndpoint.ChatCompletions,
        UsageKind.Completion => UsageEndpoint.Completions,
        UsageKind.Response => UsageEndpoint.Responses,
        UsageKind.Embedding => UsageEndpoint.Embeddings,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a known kind"),
    };
}
