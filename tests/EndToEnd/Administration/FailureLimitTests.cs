using System.Globalization;
using System.Net.Http.Headers;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Administration;

/// <summary>An address that sends wrong keys again and again.</summary>
public sealed class FailureLimitTests : IDisposable
{
    private const string WrongKey = "sk-proj-4Qm7Xw2Lk9Tb5Vc8Rz1Ns6Hd3Jf0Gp4Yt7Bx2Ka";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Address_ThatFailsTooOften_IsSlowedAndOthersAreNot()
    {
        await using var server = await StandaloneServer.StartAsync(
            _folder.Root, "--Authentication:FailuresPerMinute", "5", "--Api:TrustedProxies:0", "127.0.0.0/8");
        using var client = server.Client();

        // A key that was good lately goes on, whatever others at its address do.
        Assert.Equal(200, (await SendAsync(client, server.Key, "203.0.113.7")).Status);
        for (var failure = 0; failure < 6; failure++)
            Assert.Equal(401, (await SendAsync(client, WrongKey, "203.0.113.7")).Status);
        var slowed = await SendAsync(client, WrongKey, "203.0.113.7");
        Assert.Equal((429, true), (slowed.Status, slowed.RetryAfter is > 0 and <= 12));
        Assert.Equal(200, (await SendAsync(client, server.Key, "203.0.113.7")).Status);
        Assert.Equal(429, (await SendAsync(client, StandaloneServer.AdminKey, "203.0.113.7")).Status);

        Assert.Equal(401, (await SendAsync(client, WrongKey, "203.0.113.8")).Status);
        using var health = await client.GetAsync("/health/ready");
        Assert.True(health.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Address_InAHeader_IsNotBelievedWithoutATrustedProxy()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Authentication:FailuresPerMinute", "5");
        using var client = server.Client();
        for (var failure = 0; failure < 6; failure++)
            Assert.Equal(401, (await SendAsync(client, WrongKey, $"203.0.113.{failure.ToString(CultureInfo.InvariantCulture)}")).Status);
        Assert.Equal(429, (await SendAsync(client, WrongKey, "203.0.113.9")).Status);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Status, int? RetryAfter)> SendAsync(HttpClient client, string key, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
    }
}
