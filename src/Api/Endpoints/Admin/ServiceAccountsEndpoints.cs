using System.Buffers;
using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Whom keys belong to; keys are made here, and told once.</summary>
internal static class ServiceAccountsEndpoints
{
    private const string All = "/projects/{projectId}/service_accounts";
    private const string One = $"{All}/{{accountId}}";

    public static void MapServiceAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync);
        routes.MapPost(All, CreateAsync);
        routes.MapGet(One, GetAsync);
        routes.MapPost(One, UpdateAsync);
        routes.MapDelete(One, DeleteAsync);
        routes.MapPost($"{One}/api_keys", CreateKeyAsync);
    }

    private static async Task ListAsync(HttpContext context, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<ServiceAccountListQuery>(ServiceAccountListQuery.TryRead) is { } query)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.ListServiceAccountsAsync(query.Page.ToGrain()),
                page => page.ToWire(AdminMapping.ToWire),
                WireJson.Bodies.ServiceAccountList);
    }

    private static async Task CreateAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadJsonAsync<CreateServiceAccountRequest>(CreateServiceAccountRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.CreateServiceAccountAsync(request.Name, request.WithKey, caller.By),
                AdminMapping.ToWire,
                WireJson.Bodies.CreatedServiceAccountObject);
    }

    private static Task GetAsync(HttpContext context, TenantGrains grains, string projectId, string accountId) =>
        new ProjectAnswers(context, grains, projectId, accountId)
            .WriteAsync(project => project.GetServiceAccountAsync(accountId), AdminMapping.ToWire, WireJson.Bodies.ServiceAccountObject);

    private static async Task UpdateAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId, string accountId)
    {
        if (await context.ReadJsonAsync<UpdateServiceAccountRequest>(UpdateServiceAccountRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId, accountId).WriteAsync(
                project => project.UpdateServiceAccountAsync(
                    accountId, request.Name, request.Role is { } role ? AdminMapping.ToGrain(role) : null, caller.By),
                AdminMapping.ToWire,
                WireJson.Bodies.ServiceAccountObject);
    }

    private static Task DeleteAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId, string accountId) =>
        new ProjectAnswers(context, grains, projectId, accountId).WriteAsync(
            project => project.DeleteServiceAccountAsync(accountId, caller.By),
            account => DeletedObject.ServiceAccount(account.Id),
            WireJson.Bodies.DeletedObject);

    private static async Task CreateKeyAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId, string accountId)
    {
        if (await context.ReadJsonAsync<CreateServiceAccountKeyRequest>(ReadKey) is { } request)
            await new ProjectAnswers(context, grains, projectId, accountId).WriteAsync(
                project => project.CreateServiceAccountKeyAsync(accountId, request.ToGrain(), caller.By),
                AdminMapping.ToWire,
                WireJson.Bodies.ServiceAccountKeyObject);
    }

    private static bool ReadKey(in ReadOnlySequence<byte> body, out CreateServiceAccountKeyRequest? request, out ApiError? error) =>
        CreateServiceAccountKeyRequest.TryRead(body, EndpointScopes.Scopes, out request, out error);
}
