using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>A project's keys, never shown again.</summary>
internal static class ProjectApiKeysEndpoints
{
    private const string All = "/projects/{projectId}/api_keys";
    private const string One = $"{All}/{{keyId}}";

    public static void MapProjectApiKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync);
        routes.MapGet(One, GetAsync);
        routes.MapDelete(One, DeleteAsync);
    }

    private static async Task ListAsync(HttpContext context, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<ApiKeyListQuery>(ApiKeyListQuery.TryRead) is { } query)
            await new ProjectAnswers(context, grains, projectId).WriteAsync(
                project => project.ListApiKeysAsync(query.Page.ToGrain()),
                page => (query.IsInactive ? new Page<ApiKeySummary>([], false) : page).ToWire(AdminMapping.ToWire),
                WireJson.Bodies.ProjectApiKeyList);
    }

    private static Task GetAsync(HttpContext context, TenantGrains grains, string projectId, string keyId) =>
        new ProjectAnswers(context, grains, projectId, keyId)
            .WriteAsync(project => project.GetApiKeyAsync(keyId), AdminMapping.ToWire, WireJson.Bodies.ProjectApiKeyObject);

    private static Task DeleteAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId, string keyId) =>
        new ProjectAnswers(context, grains, projectId, keyId).WriteAsync(
            project => project.DeleteApiKeyAsync(keyId, caller.By), key => DeletedObject.ProjectApiKey(key.Id), WireJson.Bodies.DeletedObject);
}
