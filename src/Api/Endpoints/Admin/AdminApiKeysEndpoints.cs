using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>The keys of administrators.</summary>
internal static class AdminApiKeysEndpoints
{
    private const string One = "/admin_api_keys/{keyId}";

    public static void MapAdminApiKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin_api_keys", ListAsync);
        routes.MapPost("/admin_api_keys", CreateAsync);
        routes.MapGet(One, GetAsync);
        routes.MapDelete(One, DeleteAsync);
    }

    private static async Task ListAsync(HttpContext context, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<AdminKeyListQuery>(AdminKeyListQuery.TryRead) is not { } query)
            return;
        var page = await Organization(grains).ListAdminKeysAsync(query.Page.ToGrain(), query.IsDescending);
        await context.Response.WriteBodyAsync(page.ToWire(AdminMapping.ToWire), WireJson.Bodies.AdminApiKeyList);
    }

    private static async Task CreateAsync(HttpContext context, AdminCaller caller, TenantGrains grains)
    {
        if (await context.ReadJsonAsync<CreateAdminKeyRequest>(CreateAdminKeyRequest.TryRead) is not { } request)
            return;
        var created = await Organization(grains).CreateAdminKeyAsync(request.Name, request.ExpiresAfter, caller.By);
        await context.Response.WriteBodyAsync(created.ToWire(), WireJson.Bodies.AdminApiKeyObject);
    }

    private static async Task GetAsync(HttpContext context, TenantGrains grains, string keyId)
    {
        if (await Organization(grains).GetAdminKeyAsync(keyId) is { } key)
            await context.Response.WriteBodyAsync(key.ToWire(), WireJson.Bodies.AdminApiKeyObject);
        else
            await context.Response.WriteErrorAsync(ApiError.ApiKeyNotFound(keyId));
    }

    private static async Task DeleteAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string keyId)
    {
        var deletion = await Organization(grains).DeleteAdminKeyAsync(keyId, caller.By);
        if (deletion == AdminKeyDeletion.Deleted)
            await context.Response.WriteBodyAsync(DeletedObject.AdminApiKey(keyId), WireJson.Bodies.DeletedObject);
        else
            await context.Response.WriteErrorAsync(ErrorOf(deletion, keyId));
    }

    private static ApiError ErrorOf(AdminKeyDeletion deletion, string keyId) => deletion switch
    {
        AdminKeyDeletion.NotFound => ApiError.ApiKeyNotFound(keyId),
        AdminKeyDeletion.IsTheLast => ApiError.LastAdminKey(),
        AdminKeyDeletion.IsConfigured => ApiError.ConfiguredAdminKey(),
        _ => throw new ArgumentOutOfRangeException(nameof(deletion), deletion, "not a refusal"),
    };

    private static IOrganizationGrain Organization(TenantGrains grains) => grains.Shared<IOrganizationGrain>(IOrganizationGrain.Key);
}
