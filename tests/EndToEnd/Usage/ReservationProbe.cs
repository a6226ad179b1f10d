using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Usage;

/// <summary>Sees whether a server at rest has reserved anything of its limits: by what it tells operators, and by how many requests it lets run at
/// the same time.</summary>
internal sealed partial class ReservationProbe(HttpServer server, string key, int mostAtOnce) : IDisposable
{
    private static readonly string Operators = $"http://127.0.0.1:{Ports.Free()}";

    private readonly HttpClient _operators = new() { BaseAddress = new Uri(Operators) };
    private readonly HttpClient _client = server.Client(key);

    /// <summary>Settings of limits of which nothing is refused but one request more than <paramref name="mostAtOnce"/>.</summary>
    public static string[] Settings(int mostAtOnce) =>
    [
        "--Operator:Urls", Operators,
        "--Limits:Project:TokensPerMinute", "1000000000", "--Limits:Project:RequestsPerMinute", "1000000000",
        "--Limits:Project:ConcurrentRequests", mostAtOnce.ToString(CultureInfo.InvariantCulture),
        "--Limits:Key:TokensPerMinute", "1000000000", "--Limits:Key:ConcurrentRequests", mostAtOnce.ToString(CultureInfo.InvariantCulture),
    ];

    public async Task<bool> IsNothingReservedAsync()
    {
        var reserved = Reserved().Matches(await _operators.GetStringAsync("/metrics"));
        return reserved.Count > 0 && reserved.All(series => series.Groups["tokens"].Value == "0");
    }

    /// <summary>A reservation that was left would refuse one of them.</summary>
    public async Task AssertAllMayRunAgainAsync()
    {
        var request = ChatCalls.StreamRequest("Story 1.");
        request["max_completion_tokens"] = 3_000;
        var running = await Task.WhenAll(Enumerable.Range(0, mostAtOnce).Select(_ => _client.PostChatAsync(request)));
        try
        {
            Assert.All(running, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
            using var more = await _client.PostChatAsync(request);
            Assert.Equal(HttpStatusCode.TooManyRequests, more.StatusCode);
        }
        finally
        {
            Array.ForEach(running, answer => answer.Dispose());
        }

        await Waiting.UntilAsync(IsNothingReservedAsync, TimeSpan.FromSeconds(20), "the reservations of clients that left given back");
    }

    public void Dispose()
    {
        _operators.Dispose();
        _client.Dispose();
    }

    [GeneratedRegex(@"^tenantllm_quota_reserved_tokens\{[^}]*\} (?<tokens>\S+)", RegexOptions.Multiline)]
    private static partial Regex Reserved();
}
