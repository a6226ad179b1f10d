using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;

namespace TenantLLM.Acceptance.Load;

/// <summary>What one tenant does for a while, and what it was told that this took.</summary>
internal sealed class TenantLoad(string project, string key, IReadOnlyList<HttpServer> servers)
{
    private const int AnswerTokens = 12;

    private int _turn;

    public string Project => project;

    /// <summary>Tokens of all answers that came to their end, as their <c>usage</c> has them.</summary>
    public (long Input, long Cached, long Output) Told { get; private set; }

    /// <summary>Whether an answer was left before its end: nobody is told what that took.</summary>
    public bool HasLeft { get; private set; }

    public int Refused { get; private set; }

    /// <summary>One request after the other, over both Api nodes, until the time is over.</summary>
    public async Task RunAsync(bool leavesSome, CancellationToken until)
    {
        var clients = servers.Select(server => server.Client(key)).ToArray();
        try
        {
            while (!until.IsCancellationRequested)
                await NextAsync(clients[_turn % clients.Length], leavesSome);
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }

    private async Task NextAsync(HttpClient client, bool leavesSome)
    {
        switch (_turn++ % 5)
        {
            case 0:
                await TakeAsync(client, Request(ChatCalls.Request("Count to 3.")));
                break;
            case 1:
                await TakeAsync(client, Request(ChatCalls.StreamRequest($"Tell me story number {_turn}.", includeUsage: true)));
                break;
            case 2:
                await EmbedAsync(client);
                break;
            case 3 when leavesSome:
                await LeaveAsync(client);
                break;
            case 4 when leavesSome:
                using (await client.PostChatAsync(Request(ChatCalls.Request("Hello!"), model: $"made-up-{_turn}")))
                    break;
        }
    }

    private async Task TakeAsync(HttpClient client, JsonObject request)
    {
        using var answer = await client.PostChatAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (IsRefused(answer))
            return;
        var usage = body.StartsWith('{')
            ? JsonNode.Parse(body)!["usage"]!
            : EventStream.Frames(body).Where(frame => frame.StartsWith('{')).Select(frame => JsonNode.Parse(frame)!["usage"]).Last(usage => usage is not null)!;
        Add((long)usage["prompt_tokens"]!, (long)usage["prompt_tokens_details"]!["cached_tokens"]!, (long)usage["completion_tokens"]!);
    }

    private async Task EmbedAsync(HttpClient client)
    {
        using var answer = await client.PostAsync(new Uri("/v1/embeddings", UriKind.Relative), ChatCalls.Json("""{"model":"demo","input":"A story."}"""));
        var body = await answer.Content.ReadAsStringAsync();
        if (!IsRefused(answer))
            Add((long)JsonNode.Parse(body)!["usage"]!["prompt_tokens"]!, 0, 0);
    }

    /// <summary>Reads the first bytes of a long answer, and goes.</summary>
    private async Task LeaveAsync(HttpClient client)
    {
        var request = ChatCalls.StreamRequest("Tell me a long story.");
        request["max_tokens"] = 4000;
        using var answer = await client.PostChatAsync(request);
        if (IsRefused(answer))
            return;
        await using var stream = await answer.Content.ReadAsStreamAsync();
        await stream.ReadAtLeastAsync(new byte[600], 600, throwOnEndOfStream: false);
        HasLeft = true;
    }

    private bool IsRefused(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
            return false;
        if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            throw new InvalidOperationException($"A request of the load was answered {answer.StatusCode}.");
        Refused++;
        return true;
    }

    private void Add(long input, long cached, long output) => Told = (Told.Input + input, Told.Cached + cached, Told.Output + output);

    private static JsonObject Request(JsonObject request, string model = "demo")
    {
        request["model"] = model;
        request["max_tokens"] = AnswerTokens;
        return request;
    }
}
