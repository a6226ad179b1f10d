using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Admin.Usage;

namespace TenantLLM.Api.Endpoints.Admin.Usage;

/// <summary>Between OpenAI's usage and costs and those of the ledger.</summary>
internal static class UsageWireMapping
{
    private const string Project = "project_id";
    private const string User = "user_id";
    private const string ApiKey = "api_key_id";
    private const string Model = "model";
    private const string LineItem = "line_item";

    public static UsageReportRequest ToReport(this UsageQuery query, IReadOnlyList<UsageEndpoint> endpoints, long until) => new()
    {
        Endpoints = [.. endpoints],
        From = query.From,
        Until = until,
        Width = query.Width,
        ProjectIds = [.. query.ProjectIds],
        KeyIds = [.. query.ApiKeyIds],
        UserIds = [.. query.UserIds],
        Models = [.. query.Models],
        ByProject = query.GroupBy.Contains(Project),
        ByKey = query.GroupBy.Contains(ApiKey),
        ByUser = query.GroupBy.Contains(User),
        ByModel = query.GroupBy.Contains(Model) || query.GroupBy.Contains(LineItem),
    };

    public static UsageCompletionsResult ToCompletions(this UsageSum sum, UsageQuery query) => new()
    {
        InputTokens = sum.InputTokens,
        InputCachedTokens = sum.CachedTokens,
        OutputTokens = sum.OutputTokens,
        Requests = sum.Requests,
        ProjectId = Known(sum.ProjectId),
        UserId = Known(sum.UserId),
        ApiKeyId = Known(sum.KeyId),
        Model = Known(sum.Model),
        Batch = query.GroupBy.Contains("batch") ? false : null,
        ServiceTier = query.GroupBy.Contains("service_tier") ? "default" : null,
    };

    public static UsageEmbeddingsResult ToEmbeddings(this UsageSum sum, UsageQuery query) => new()
    {
        InputTokens = sum.InputTokens,
        Requests = sum.Requests,
        ProjectId = Known(sum.ProjectId),
        UserId = Known(sum.UserId),
        ApiKeyId = Known(sum.KeyId),
        Model = Known(sum.Model),
    };

    public static IEnumerable<CostsResult> ToCosts(this UsageSum sum, UsageQuery query, string currency)
    {
        if (!query.GroupBy.Contains(LineItem))
            return [Costs(sum, sum.InputCost + sum.CachedCost + sum.OutputCost, currency)];
        (string Kind, long Tokens, decimal Cost)[] items =
        [
            ("input", sum.InputTokens - sum.CachedTokens, sum.InputCost), ("cached input", sum.CachedTokens, sum.CachedCost),
            ("output", sum.OutputTokens, sum.OutputCost),
        ];
        return items.Where(item => item.Tokens > 0).Select(item => Costs(sum, item.Cost, currency) with
        {
            LineItem = $"{sum.Model}, {item.Kind}",
            Quantity = item.Tokens,
        });
    }

    private static CostsResult Costs(UsageSum sum, decimal cost, string currency) => new()
    {
        Amount = new CostAmount(cost, currency),
        ProjectId = Known(sum.ProjectId),
        ApiKeyId = Known(sum.KeyId),
    };

    private static string? Known(string id) => id.Length == 0 ? null : id;
}
