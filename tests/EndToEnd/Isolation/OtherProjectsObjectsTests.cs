using TenantLLM.EndToEnd.Administration;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Isolation;

/// <summary>What one project has, asked for by its id under another: it is as unknown as what never was, for administrators, too.</summary>
[Collection(StandaloneGroup.Name)]
public sealed class OtherProjectsObjectsTests(StandaloneFixture standalone) : IDisposable
{
    private readonly HttpClient _admin = standalone.Server.AdminClient();

    [Theory]
    [InlineData("GET", "service_accounts/{account}", null)]
    [InlineData("POST", "service_accounts/{account}", """{"name":"Another"}""")]
    [InlineData("DELETE", "service_accounts/{account}", null)]
    [InlineData("POST", "service_accounts/{account}/api_keys", """{"name":"Another"}""")]
    [InlineData("GET", "api_keys/{key}", null)]
    [InlineData("DELETE", "api_keys/{key}", null)]
    public async Task Id_OfAnotherProject_IsAsUnknownAsOneThatNeverWas(string method, string route, string? body)
    {
        var (theirs, ours) = ((string)(await _admin.CreateProjectAsync())["id"]!, (string)(await _admin.CreateProjectAsync())["id"]!);
        var key = await _admin.CreateKeyAsync(theirs);
        var id = route.Contains("{key}", StringComparison.Ordinal) ? key.Id : key.Account;
        var nobodys = OthersObjects.NeverGiven(id);
        var pattern = $"{KeyCalls.Organization}/projects/{ours}/{route}";

        var foreign = await SendAsync(method, pattern, id, body);
        var unknown = await SendAsync(method, pattern, nobodys, body);

        Assert.Equal(404, foreign.Status);
        Assert.Equal(unknown, foreign.Naming(nobodys, insteadOf: id));
        using var client = standalone.Server.Client(key.Value);
        await client.CallAsync(HttpMethod.Get, "/v1/models");
    }

    public void Dispose() => _admin.Dispose();

    private async Task<WireAnswer> SendAsync(string method, string pattern, string id, string? body)
    {
        var path = pattern.Replace("{account}", id, StringComparison.Ordinal).Replace("{key}", id, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : ChatCalls.Json(body) };
        using var response = await _admin.SendAsync(request);
        return await WireAnswer.ReadAsync(response);
    }
}
