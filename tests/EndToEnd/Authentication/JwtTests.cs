using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Authentication;

/// <summary>A server that trusts an identity provider.</summary>
public sealed class JwtFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal IdentityProvider Provider { get; } = new();

    public StandaloneServer Server { get; private set; } = null!;

    /// <summary>The server's only project.</summary>
    public string Project { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Server = await StandaloneServer.StartAsync(_folder.Root, Provider.Settings);
        using var client = Server.TenantClient();
        using var models = await client.GetAsync("/v1/models");
        Project = models.Headers.GetValues("openai-project").Single();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        Provider.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Tokens of an identity provider beside API keys.</summary>
public sealed class JwtTests(JwtFixture fixture) : IClassFixture<JwtFixture>
{
    private readonly IdentityProvider _provider = fixture.Provider;
    private readonly StandaloneServer _server = fixture.Server;
    private readonly string _project = fixture.Project;

    [Fact]
    public async Task Token_OfTheProvider_IsTheProjectsOnEveryEndpoint()
    {
        using var client = _server.Client(_provider.Sign(_provider.Claims(_project)));

        var created = await client.CallAsync(HttpMethod.Post, "/v1/responses", """{"model":"demo","input":"Count to 3.","temperature":0}""");
        Assert.Equal("1 2 3", (string?)created["output"]![0]!["content"]![0]!["text"]);
        Assert.NotEmpty(await client.AnswerAsync(ChatCalls.Request("Hello!")));

        // The same project's key sees what the token made.
        using var withKey = _server.TenantClient();
        Assert.Equal((string?)created["id"], (string?)(await withKey.CallAsync(HttpMethod.Get, $"/v1/responses/{created["id"]}"))["id"]);
    }

    [Fact]
    public async Task Token_OfAnotherProject_SeesNothingOfThisOne()
    {
        using var withKey = _server.TenantClient();
        var created = await withKey.CallAsync(HttpMethod.Post, "/v1/responses", """{"model":"demo","input":"Count to 3."}""");
        using var client = _server.Client(_provider.Sign(_provider.Claims("proj_other")));

        Assert.Equal(404, (await client.FailAsync(HttpMethod.Get, $"/v1/responses/{created["id"]}")).Status);
        Assert.Equal(401, (await client.FailAsync(HttpMethod.Post, ChatCalls.Route, ChatCalls.Request("Hello!").ToJsonString())).Status);
    }

    [Theory]
    [InlineData("exp", -60)]
    [InlineData("nbf", 60)]
    public async Task Token_AtTheWrongTime_IsRefused(string claim, int seconds)
    {
        var claims = _provider.Claims(_project);
        claims[claim] = IdentityProvider.Now() + seconds;
        await AssertRefusedAsync(_provider.Sign(claims));
    }

    [Theory]
    [InlineData("iss", "https://somebody.else")]
    [InlineData("aud", "another-application")]
    [InlineData("project", null)]
    [InlineData("sub", null)]
    [InlineData("exp", null)]
    public async Task Token_WithAWrongClaim_IsRefused(string claim, string? value)
    {
        var claims = _provider.Claims(_project);
        claims[claim] = value;
        if (value is null)
            claims.Remove(claim);
        await AssertRefusedAsync(_provider.Sign(claims));
    }

    [Fact]
    public async Task Token_WithoutASignature_IsRefused() =>
        await AssertRefusedAsync(IdentityProvider.Join(_provider.Claims(_project), IdentityProvider.Header("none"), _ => []));

    [Fact]
    public async Task Token_SignedWithThePublicKeyAsASecret_IsRefused() => await AssertRefusedAsync(IdentityProvider.Join(
        _provider.Claims(_project), IdentityProvider.Header("HS256"), signed => HMACSHA256.HashData(_provider.PublicKey, signed)));

    [Fact]
    public async Task Token_SignedByAnotherKey_IsRefused()
    {
        using var other = RSA.Create(2048);
        await AssertRefusedAsync(_provider.Sign(_provider.Claims(_project), key: other));
    }

    [Fact]
    public async Task Token_ThatBringsItsOwnKey_IsRefused()
    {
        using var other = RSA.Create(2048);
        var header = IdentityProvider.Header();
        header["jwk"] = IdentityProvider.JsonWebKey(other);
        await AssertRefusedAsync(_provider.Sign(_provider.Claims(_project), header, other));
    }

    [Fact]
    public async Task Token_OfAnUnknownKeyId_IsRefused()
    {
        var header = IdentityProvider.Header();
        header["kid"] = "key-2";
        await AssertRefusedAsync(_provider.Sign(_provider.Claims(_project), header));
    }

    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9..")]
    [InlineData("eyJ.eyJ.eyJ.eyJ.eyJ")]
    public async Task Token_ThatIsNone_IsRefused(string token) => await AssertRefusedAsync(token);

    [Fact]
    public async Task Token_WhoseProviderIsAway_IsAnsweredTryAgain()
    {
        using var folder = new TemporaryFolder();
        var settings = _provider.Settings;
        settings[1] = $"http://127.0.0.1:{Ports.Free().ToString(CultureInfo.InvariantCulture)}";
        await using var server = await StandaloneServer.StartAsync(folder.Root, settings);
        using var client = server.Client(_provider.Sign(_provider.Claims(_project)));

        var error = await client.FailAsync(HttpMethod.Get, "/v1/models");
        Assert.Equal((503, "server_is_overloaded"), (error.Status, error.Code));
        using var withKey = server.TenantClient();
        using var models = await withKey.GetAsync("/v1/models");
        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
    }

    [Theory]
    [InlineData("--Authentication:Jwt:Authority", "https://login.example.com", "Authentication:Jwt:Audience must be set")]
    [InlineData("--Authentication:Jwt:Authority", "http://login.example.com", "must begin with https://")]
    [InlineData("--Authentication:Jwt:Authority", "login.example.com", "must be the provider's address")]
    public async Task Configuration_ThatIsUnsafe_KeepsTheServerFromStarting(string key, string value, string message)
    {
        using var folder = new TemporaryFolder();
        await using var server = StandaloneServer.Launch(folder.Root, null, key, value);
        var line = await server.Process.StandardError.WaitForAsync(new Regex("TenantLLM cannot start: .*"), TimeSpan.FromSeconds(30));
        Assert.Contains(message, line.Value, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string token)
    {
        using var client = _server.Client(token);
        foreach (var path in (string[])["/v1/models", "/v1/responses/resp_1"])
        {
            var error = await client.FailAsync(HttpMethod.Get, path);
            Assert.Equal(
                (401, "invalid_request_error", "invalid_api_key", "The access token is not valid."),
                (error.Status, error.Type, error.Code, error.Message));
        }

        Assert.DoesNotContain(token, _server.Process.StandardOutput.Text, StringComparison.Ordinal);
    }
}
