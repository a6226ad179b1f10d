using Microsoft.Extensions.Options;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Usage;
using TenantLLM.Wire.Admin.Usage;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder organization)
    {
        organization.MapGet("/usage/completions", CompletionsAsync);
        organization.MapGet("/usage/embeddings", EmbeddingsAsync);
        organization.MapGet("/costs", CostsAsync);
        organization.MapGet("/usage/ledger.csv", LedgerAsync);
    }

    private static async Task CompletionsAsync(HttpContext context, UsageReports reports)
    {
        if (await context.ReadQueryAsync<UsageQuery>(UsageQuery.TryReadCompletions) is not { } query)
            return;
        UsageEndpoint[] endpoints = query.OnlyBatches
            ? []
            : [UsageEndpoint.ChatCompletions, UsageEndpoint.Completions, UsageEndpoint.Responses];
        var page = await reports.ReadAsync(query, endpoints, sums => sums.Select(sum => sum.ToCompletions(query)));
        await context.Response.WriteBodyAsync(page, WireJson.Bodies.UsageCompletionsPage);
    }

    private static async Task EmbeddingsAsync(HttpContext context, UsageReports reports)
    {
        if (await context.ReadQueryAsync<UsageQuery>(UsageQuery.TryReadEmbeddings) is not { } query)
            return;
        var page = await reports.ReadAsync(query, [UsageEndpoint.Embeddings], sums => sums.Select(sum => sum.ToEmbeddings(query)));
        await context.Response.WriteBodyAsync(page, WireJson.Bodies.UsageEmbeddingsPage);
    }

    private static async Task CostsAsync(HttpContext context, UsageReports reports, IOptions<UsageOptions> options)
    {
        if (await context.ReadQueryAsync<UsageQuery>(UsageQuery.TryReadCosts) is not { } query)
            return;
        var page = await reports.ReadAsync(
            query, Enum.GetValues<UsageEndpoint>(), sums => sums.SelectMany(sum => sum.ToCosts(query, options.Value.Currency)), hasCosts: true);
        await context.Response.WriteBodyAsync(page, WireJson.Bodies.CostsPage);
    }

    private static async Task LedgerAsync(
        HttpContext context, TenantGrains grains, IOptions<UsageOptions> options, TimeProvider clock)
    {
        if (await context.ReadQueryAsync<LedgerQuery>(LedgerQuery.TryRead) is not { } query)
            return;
        var grain = grains.Shared<IUsageGrain>(IUsageGrain.Key);
        await new LedgerCsv(grain, options.Value.Currency).WriteAsync(context, query, query.Until ?? clock.GetUtcNow());
    }
}
