using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Ten thousand damaged requests, more by <c>make fuzz N=… SEED=…</c>: no 5xx, no hang, every error in OpenAI's envelope with a
/// <c>param</c> that names the place.</summary>
public partial class FuzzConformanceTests(ITestOutputHelper output)
{
    private const int AtOnce = 16;
    private const int MostShown = 20;
    private const int LongestShown = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Few tokens fit, so that what asks for many ends soon; all that comes at once may wait.</summary>
    private static readonly string[] Settings =
    [
        "--Models:0:Path", Workspace.InRepository("models", "demo", "demo.gguf"), "--Models:0:Context", "128", "--Scheduler:QueueLimit", "100000",
    ];

    private static int Requests => (int)Setting("TENANTLLM_FUZZ_REQUESTS", 10_000);

    private static ulong Seed => Setting("TENANTLLM_FUZZ_SEED", 20261126);

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Requests_DamagedInAnyWay_AreAnsweredInOpenAIsWords()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneServer.StartAsync(folder.Root, Settings);
        using var client = server.TenantClient();
        var fuzzer = new Fuzzer(Seed, await RoutesAsync(client));
        var (outcomes, faults) = (new ConcurrentDictionary<string, int>(), new ConcurrentBag<FuzzFault>());
        var started = Stopwatch.StartNew();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) =>
            {
                if (server.Process.HasExited)
                    return;
                var request = fuzzer.Request(number);
                var (outcome, fault) = await SendAsync(client, request);
                outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
                if (fault is not null)
                    faults.Add(new FuzzFault(number, $"{request.Endpoint}: {fault}", $"{request.Route} {Shown(request.Body)}"));
            });

        output.WriteLine(
            $"{Requests} requests of seed {Seed} in {started.Elapsed.TotalSeconds:F1} s: "
            + string.Join(", ", outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value} × {outcome.Key}")));
        Assert.True(faults.IsEmpty, $"seed {Seed}, {faults.Count} faults:\n{Report(faults)}\n{server.Process.Tail}");
        Assert.False(server.Process.HasExited, server.Process.Tail);
    }

    private static async Task<IReadOnlyList<(Endpoint Endpoint, string Route)>> RoutesAsync(HttpClient client)
    {
        var routes = new List<(Endpoint Endpoint, string Route)>();
        foreach (var endpoint in ConformanceTable.Endpoints)
            routes.Add((endpoint, await client.WithIdsAsync(endpoint.Path)));
        return routes;
    }

    private static async Task<(string Outcome, string? Fault)> SendAsync(HttpClient client, FuzzRequest request)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var body = request.Body is null ? null : new ByteArrayContent(request.Body);
        if (body is not null)
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            var answer = await client.CallAsync(request.Endpoint.Method, request.Route, body, timeout.Token);
            return (FuzzVerdict.Outcome(answer), FuzzVerdict.Fault(request, answer));
        }
        catch (OperationCanceledException)
        {
            return ("none", $"no answer within {Patience}");
        }
        catch (HttpRequestException exception)
        {
            return ("none", exception.Message);
        }
    }

    /// <summary>One request of each fault.</summary>
    private static string Report(IEnumerable<FuzzFault> faults) => string.Join('\n', faults.GroupBy(fault => Values().Replace(fault.What, "…")).Take(MostShown)
        .Select(group => $"{group.Key}\n    {group.Count()} times; request {group.First().Number}: {group.First().Request}"));

    private static string Shown(byte[]? body)
    {
        var text = Encoding.UTF8.GetString(body ?? []);
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}… ({text.Length} characters)";
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Values();

    private static ulong Setting(string variable, ulong otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? ulong.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>An answer that should not be.</summary>
internal sealed record FuzzFault(int Number, string What, string Request);
