using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Usage;

/// <summary>A client that asks, reads, leaves, errs and asks again at random, and counts the tokens it is given.</summary>
internal sealed class RandomClient(HttpServer server, string key, int seed, ConcurrentBag<ReceivedAnswer> received)
{
    private const string Prefix = "data: ";
    private const int LongAnswer = 3_000;

    private readonly SeededGenerator _random = new((ulong)seed);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = server.Client(key);
        while (!cancellationToken.IsCancellationRequested)
        {
            var answer = new ReceivedAnswer { MostTokens = 1 + _random.Next(60) };
            received.Add(answer);
            try
            {
                switch (_random.Next(6))
                {
                    case 0:
                        await AskWholeAsync(client, answer);
                        break;
                    case 1:
                        // An error, and the same again.
                        answer.MostTokens = 0;
                        await client.FailAsync(HttpMethod.Post, ChatCalls.Route, """{"model":"demo","messages":[]}""");
                        break;
                    case 2:
                        // So long that it is not at its end when the server learns that its client has left.
                        answer.MostTokens = LongAnswer;
                        await StreamAsync(client, answer, leaveAfter: _random.Next(60));
                        break;
                    default:
                        await StreamAsync(client, answer, leaveAfter: int.MaxValue);
                        break;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server was killed.
            }
        }
    }

    private async Task AskWholeAsync(HttpClient client, ReceivedAnswer answer)
    {
        using var response = await client.PostChatAsync(Request(answer));
        if (IsRefused(response, answer))
            return;
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        answer.Id = (string?)body["id"];
        answer.Tokens = (int)body["usage"]!["completion_tokens"]!;
        answer.IsWhole = true;
    }

    private async Task StreamAsync(HttpClient client, ReceivedAnswer answer, int leaveAfter)
    {
        var request = Request(answer);
        request["stream"] = true;
        request["stream_options"] = new JsonObject { ["include_usage"] = true, ["include_obfuscation"] = false };

        // What a text stands for is told token by token.
        request["logprobs"] = true;
        using var response = await client.PostChatAsync(request);
        if (IsRefused(response, answer))
            return;
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (answer.Tokens <= leaveAfter && await reader.ReadLineAsync() is { } line)
        {
            if (line == "data: [DONE]")
                answer.IsWhole = true;
            else if (line.StartsWith(Prefix, StringComparison.Ordinal))
                Take(answer, line[Prefix.Length..]);
        }

        answer.IsLeft = answer.Tokens > leaveAfter;
    }

    // A client that has left may be among those that still run.
    private static bool IsRefused(HttpResponseMessage response, ReceivedAnswer answer) =>
        answer.IsRefused = response.StatusCode == HttpStatusCode.TooManyRequests;

    private static void Take(ReceivedAnswer answer, string frame)
    {
        using var json = JsonDocument.Parse(frame);
        answer.Id ??= json.RootElement.GetProperty("id").GetString();
        foreach (var choice in json.RootElement.GetProperty("choices").EnumerateArray())
        {
            if (choice.TryGetProperty("logprobs", out var logprobs) && logprobs.ValueKind == JsonValueKind.Object)
                answer.Tokens += logprobs.GetProperty("content").GetArrayLength();
        }

        if (json.RootElement.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
            answer.Tokens = usage.GetProperty("completion_tokens").GetInt32();
    }

    private JsonObject Request(ReceivedAnswer answer)
    {
        var request = ChatCalls.Request(string.Create(CultureInfo.InvariantCulture, $"Story {_random.Next(20)}."));
        request["max_completion_tokens"] = answer.MostTokens;
        request["temperature"] = 1;
        request["store"] = _random.Next(3) switch { 0 => true, 1 => false, _ => null };
        return request;
    }
}

/// <summary>What a client was given of an answer.</summary>
internal sealed class ReceivedAnswer
{
    public string? Id { get; set; }

    public int MostTokens { get; set; }

    public int Tokens { get; set; }

    /// <summary>Whether the client went before the end.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Whether as many ran as may run at the same time.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether it was given to its end.</summary>
    public bool IsWhole { get; set; }
}
