using System.Net;
using System.Text.Json;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Limits;

public class RateLimitTests
{
    [Fact]
    public async Task Requests_BeyondTheLimit_AreRefusedAsOpenAIRefusesThem()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneServer.StartAsync(
            folder.Root, "--Limits:Project:RequestsPerMinute", "2", "--Limits:Project:TokensPerMinute", "100000");
        using var client = server.TenantClient();

        using var first = await client.PostChatAsync(ChatCalls.Request("Count to 3."));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await first.Content.ReadAsStringAsync();
        Assert.Equal(("2", "1"), (Header(first, "limit-requests"), Header(first, "remaining-requests")));
        Assert.Equal("30s", Header(first, "reset-requests"));
        Assert.Equal("100000", Header(first, "limit-tokens"));
        Assert.InRange(int.Parse(Header(first, "remaining-tokens")), 98_000, 99_000);

        using var second = await client.PostChatAsync(ChatCalls.StreamRequest("Count to 3."));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        await second.Content.ReadAsStringAsync();
        Assert.Equal("0", Header(second, "remaining-requests"));

        using var third = await client.PostChatAsync(ChatCalls.Request("Count to 3."));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(int.Parse(Header(third, "Retry-After", prefix: "")), 1, 30);
        Assert.InRange(int.Parse(Header(third, "retry-after-ms", prefix: "")), 1, 30_000);
        Assert.Equal("0", Header(third, "remaining-requests"));
        var error = JsonDocument.Parse(await third.Content.ReadAsStringAsync()).RootElement.GetProperty("error");
        Assert.Equal("requests", error.GetProperty("type").GetString());
        Assert.Equal("rate_limit_exceeded", error.GetProperty("code").GetString());
        Assert.Matches(
            @"^Rate limit reached for demo in project proj_\w+ on requests per min \(RPM\): Limit 2, Used 2, Requested 1\. Please try again in \d+m?s\.$",
            error.GetProperty("message").GetString());

        // What is settled is back: only what the two answers took is missing.
        Assert.InRange(int.Parse(Header(third, "remaining-tokens")), 99_900, 100_000);
    }

    [Fact]
    public async Task Request_LargerThanTheLimit_IsToldNotToTryAgain()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneServer.StartAsync(folder.Root, "--Limits:Project:TokensPerMinute", "100");
        using var client = server.TenantClient();

        using var response = await client.PostChatAsync(ChatCalls.Request("Count to 3."));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("false", Header(response, "x-should-retry", prefix: ""));
        Assert.Contains("Request too large for demo", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage response, string name, string prefix = "x-ratelimit-") =>
        Assert.Single(response.Headers.GetValues(prefix + name));
}
