using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>What a project may do: requests and tokens a minute, models, and money a month.</summary>
internal static class ProjectLimitsEndpoints
{
    private const string Project = "/projects/{projectId}";
    private const string Rates = $"{Project}/rate_limits";
    private const string Permissions = $"{Project}/model_permissions";
    private const string Spend = $"{Project}/spend_limit";

    public static void MapProjectLimits(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Rates, ListRatesAsync);
        routes.MapPost($"{Rates}/{{limitId}}", UpdateRateAsync);
        routes.MapGet(Permissions, GetPermissionsAsync);
        routes.MapPost(Permissions, SetPermissionsAsync);
        routes.MapDelete(Permissions, DeletePermissionsAsync);
        routes.MapGet(Spend, GetSpendAsync);
        routes.MapPost(Spend, SetSpendAsync);
        routes.MapDelete(Spend, DeleteSpendAsync);
    }

    private static async Task ListRatesAsync(HttpContext context, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<RateLimitListQuery>(RateLimitListQuery.TryRead) is { } query)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.ListRateLimitsAsync(query.ToGrain()),
                page => page.ToWire(LimitMapping.ToWire),
                WireJson.Bodies.ProjectRateLimitList);
    }

    private static async Task UpdateRateAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId, string limitId)
    {
        if (await context.ReadJsonAsync<UpdateRateLimitRequest>(UpdateRateLimitRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId, limitId).WriteAsync(
                project => project.UpdateRateLimitAsync(limitId, request.ToGrain(), caller.By),
                LimitMapping.ToWire,
                WireJson.Bodies.ProjectRateLimitObject);
    }

    private static Task GetPermissionsAsync(HttpContext context, TenantGrains grains, string projectId) =>
        new ProjectAnswers(context, grains, projectId)
            .WriteAsync(project => project.GetModelPermissionsAsync(), LimitMapping.ToWire, WireJson.Bodies.ModelPermissionsObject);

    private static async Task SetPermissionsAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadJsonAsync<UpdateModelPermissionsRequest>(UpdateModelPermissionsRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.SetModelPermissionsAsync(request.ToGrain(), caller.By),
                LimitMapping.ToWire,
                WireJson.Bodies.ModelPermissionsObject);
    }

    private static Task DeletePermissionsAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId) =>
        new ProjectAnswers(context, grains, projectId).WriteAsync(
            project => project.DeleteModelPermissionsAsync(caller.By),
            deletion => DeletedSetting.ModelPermissions(deletion.WasThere),
            WireJson.Bodies.DeletedSetting);

    private static Task GetSpendAsync(HttpContext context, TenantGrains grains, string projectId) =>
        new ProjectAnswers(context, grains, projectId)
            .WriteAsync(project => project.GetSpendLimitAsync(), LimitMapping.ToWire, WireJson.Bodies.SpendLimitObject);

    private static async Task SetSpendAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadJsonAsync<UpdateSpendLimitRequest>(UpdateSpendLimitRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.SetSpendLimitAsync(request.Amount, caller.By), LimitMapping.ToWire, WireJson.Bodies.SpendLimitObject);
    }

    private static Task DeleteSpendAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId) =>
        new ProjectAnswers(context, grains, projectId).WriteAsync(
            project => project.DeleteSpendLimitAsync(caller.By),
            deletion => DeletedSetting.SpendLimit(deletion.WasThere),
            WireJson.Bodies.DeletedSetting);
}
