using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>A client that holds one conversation after the other, at both Api nodes by turns, streamed or not, and writes down what it was told.</summary>
internal sealed partial class TurnClient(ClusterServers cluster, int number)
{
    private const int TurnsOfAConversation = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<Turn> _turns = [];

    public IReadOnlyList<Turn> Turns => [.. _turns];

    private bool Streams => number % 2 == 1;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? conversation = null;
        var clients = cluster.Apis.Select(api => api.Client(cluster.Key)).ToList();
        for (var count = 0; !cancellationToken.IsCancellationRequested; count++)
        {
            var client = clients[count % clients.Count];
            if (count % TurnsOfAConversation == 0)
                conversation = null;
            var started = Stopwatch.GetTimestamp();
            var turn = conversation is null
                ? await SendAsync(client, "/v1/conversations", [], streams: false)
                : await SendAsync(client, "/v1/responses", Request(conversation, count), Streams);
            _turns.Enqueue(turn with { Started = started, Ended = Stopwatch.GetTimestamp() });
            conversation ??= turn.Id;
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }

        clients.ForEach(client => client.Dispose());
    }

    [GeneratedRegex("^:.*\n\n", RegexOptions.Multiline)]
    private static partial Regex KeepAlives();

    private JsonObject Request(string conversation, int count) => new()
    {
        ["model"] = "demo",
        ["conversation"] = conversation,
        ["input"] = $"Count to {2 + (count % 5)}.",
        ["max_output_tokens"] = 16,
        ["stream"] = Streams,
    };

    private static async Task<Turn> SendAsync(HttpClient client, string route, JsonObject body, bool streams)
    {
        try
        {
            using var answer = await client.PostAsync(route, ChatCalls.Json(body.ToJsonString()));
            if (!answer.IsSuccessStatusCode)
            {
                var error = await answer.ReadErrorAsync();
                return new Turn { Route = route, Status = error.Status, Refusal = error.Code ?? error.Type };
            }

            var text = await answer.Content.ReadAsStringAsync();
            var last = streams ? EventStream.NamedEvents(KeepAlives().Replace(text, ""))[^1] : JsonNode.Parse(text)!.AsObject();
            if (streams && last["response"] is null)
                return new Turn { Route = route, Status = 200, Refusal = (string?)last["code"] ?? (string?)last["type"] };
            var response = streams ? last["response"]! : last;
            return (string?)response["status"] is "failed" or "in_progress"
                ? new Turn { Route = route, Status = 200, Refusal = (string?)response["error"]?["code"] ?? response.ToJsonString() }
                : new Turn { Route = route, Status = 200, Id = (string?)response["id"], Output = response["output"]?.ToJsonString() };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            return new Turn { Route = route, Refusal = exception.ToString() };
        }
    }
}

/// <summary>What a client was told.</summary>
internal sealed record Turn
{
    public required string Route { get; init; }

    /// <summary>0: there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>Why it was not done; null: it was.</summary>
    public string? Refusal { get; init; }

    /// <summary>Of what is acknowledged.</summary>
    public string? Id { get; init; }

    /// <summary>Of a response: its items.</summary>
    public string? Output { get; init; }

    public long Started { get; init; }

    public long Ended { get; init; }

    public TimeSpan Took => Stopwatch.GetElapsedTime(Started, Ended);
}
