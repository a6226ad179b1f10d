using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Administration;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;

namespace TenantLLM.EndToEnd.Authentication;

/// <summary>Tokens with the role of administrators.</summary>
public sealed class AdminTokenTests(JwtFixture fixture) : IClassFixture<JwtFixture>
{
    private const string Projects = $"{KeyCalls.Organization}/projects";

    private readonly IdentityProvider _provider = fixture.Provider;
    private readonly StandaloneServer _server = fixture.Server;

    [Theory]
    [InlineData("\"tenantllm-admin\"")]
    [InlineData("""["reader","tenantllm-admin"]""")]
    public async Task Token_WithTheRole_AdministersAndIsInTheAuditLog(string roles)
    {
        using var admin = _server.Client(_provider.Sign(Claims(roles, project: null)));
        var project = await admin.CreateProjectAsync("By token");

        var log = await admin.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/audit_logs?project_ids[]={project["id"]}&actor_emails[]=ada@example.com");
        var session = Assert.Single(log["data"]!.AsArray())!["actor"]!["session"]!;
        Assert.Equal(("ada", "ada@example.com"), ((string?)session["user"]!["id"], (string?)session["user"]!["email"]));
        Assert.NotEmpty((string)session["ip_address"]!);

        // Without a project of its own there is nothing to infer for.
        Assert.Equal((403, "missing_scope"), (await admin.FailAsync(HttpMethod.Get, "/v1/models") is var error ? error.Status : 0, error.Code));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"admin\"")]
    [InlineData("""{"tenantllm-admin":true}""")]
    public async Task Token_WithoutTheRole_IsForbidden(string roles)
    {
        using var client = _server.Client(_provider.Sign(Claims(roles, fixture.Project)));
        Assert.Equal(403, (await client.FailAsync(HttpMethod.Get, Projects)).Status);
        await client.CallAsync(HttpMethod.Get, "/v1/models");
    }

    [Fact]
    public async Task Token_OfAnArchivedProject_IsRefused()
    {
        using var admin = _server.AdminClient();
        var project = (string)(await admin.CreateProjectAsync())["id"]!;
        using var client = _server.Client(_provider.Sign(_provider.Claims(project)));
        await client.CallAsync(HttpMethod.Get, "/v1/models");
        await admin.CallAsync(HttpMethod.Post, $"{Projects}/{project}/archive");
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/v1/models");
                return (int)answer.StatusCode == 401;
            },
            TimeSpan.FromSeconds(1),
            "the end of the token");
    }

    private JsonObject Claims(string roles, string? project)
    {
        var claims = _provider.Claims(project ?? "");
        if (project is null)
            claims.Remove("project");
        claims["roles"] = JsonNode.Parse(roles);
        claims["email"] = "ada@example.com";
        return claims;
    }
}
