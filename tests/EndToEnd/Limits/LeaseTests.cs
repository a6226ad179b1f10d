using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Limits;

public sealed class LeaseTests : IDisposable
{
    private const int Limit = 160;

    private readonly TemporaryFolder _folder = new();

    /// <summary>With leases from the first request on: what passes is the limit, and what refills meanwhile, never more.</summary>
    [Fact]
    public async Task Requests_AdmittedFromLeases_AreNeverMoreThanTheLimit()
    {
        await using var server = await StandaloneServer.StartAsync(
            _folder.Root, "--Limits:LeaseFrom", "1", "--Limits:Project:RequestsPerMinute", $"{Limit}", "--Limits:Project:TokensPerMinute", "1000000");
        using var client = server.TenantClient();
        var clock = Stopwatch.StartNew();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(client)));

        var passed = answers.Sum(answer => answer.Passed);
        Assert.InRange(passed, Limit, Limit + (Limit * clock.Elapsed.TotalMinutes) + 1);
        Assert.Equal(Limit - 1, answers.Max(answer => answer.MostRemaining));

        // At rest nothing is reserved: the bucket of tokens is as full as what was taken of it allows.
        await Waiting.UntilAsync(
            async () => await RemainingTokensAsync(client) > 999_000, TimeSpan.FromSeconds(10), "what the leases held is given back");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Passed, int MostRemaining)> AskAsync(HttpClient client)
    {
        var (passed, most) = (0, 0);
        for (var refused = 0; refused < 3;)
        {
            using var answer = await client.PostAsJsonAsync("/v1/embeddings", new { model = "demo", input = "a" });
            most = Math.Max(most, Remaining(answer, "requests"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                refused++;
            else
                passed += answer.IsSuccessStatusCode ? 1 : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }

        return (passed, most);
    }

    private static async Task<int> RemainingTokensAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/v1/embeddings", new { model = "demo", input = "a" });
        return Remaining(answer, "tokens");
    }

    private static int Remaining(HttpResponseMessage answer, string what) =>
        int.Parse(answer.Headers.GetValues($"x-ratelimit-remaining-{what}").Single(), CultureInfo.InvariantCulture);
}
