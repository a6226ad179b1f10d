using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;

namespace TenantLLM.EndToEnd.Administration;

/// <summary>Calls of the Administration API that tests begin with.</summary>
internal static class KeyCalls
{
    public const string Organization = "/v1/organization";

    public static Task<JsonObject> CreateProjectAsync(this HttpClient admin, string name = "A team") =>
        admin.CallAsync(HttpMethod.Post, $"{Organization}/projects", new JsonObject { ["name"] = name }.ToJsonString());

    /// <summary>A service account's first key.</summary>
    public static async Task<NewKey> CreateKeyAsync(this HttpClient admin, string project)
    {
        var account = await admin.CallAsync(HttpMethod.Post, $"{Organization}/projects/{project}/service_accounts", """{"name":"An application"}""");
        return new NewKey((string)account["id"]!, (string)account["api_key"]!["id"]!, (string)account["api_key"]!["value"]!);
    }

    /// <summary>Another key of an account.</summary>
    public static async Task<NewKey> CreateKeyAsync(this HttpClient admin, string project, string account, string body)
    {
        var key = await admin.CallAsync(HttpMethod.Post, $"{Organization}/projects/{project}/service_accounts/{account}/api_keys", body);
        return new NewKey(account, (string)key["id"]!, (string)key["value"]!);
    }
}

/// <summary>A key just made.</summary>
internal sealed record NewKey(string Account, string Id, string Value);
