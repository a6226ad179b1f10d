using System.Text.Json.Nodes;
using TenantLLM.Bench.Reports;

namespace TenantLLM.Bench.DataPlane;

/// <summary>What the endpoints cost beside the model: frames, resumed streams, pages of long lists.</summary>
internal static class DataPlaneScenario
{
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";
    private const int Streams = TwoProcesses.Parallel;
    private const int StoredItems = 10_000;
    private const int ItemsAtOnce = 20;

    /// <summary>Of the demo model: 291 tokens.</summary>
    private const string LongAnswer = "Count to 100.";
    private const int LongestAnswer = 1_000;

    public static async Task RunAsync(BenchOptions options, TextWriter output)
    {
        using var folder = new TemporaryFolder();
        await using var servers = await TwoProcesses.StartAsync([.. options.Models], folder);
        await WriteFramesAsync(servers, options, output);
        await WriteReadsAsync(servers, options, output);
    }

    private static async Task WriteFramesAsync(TwoProcesses servers, BenchOptions options, TextWriter output)
    {
        var (chat, responses) = (new List<double>(), new List<double>());
        for (var round = -options.WarmUpRounds; round < options.Rounds; round++)
        {
            // Each round begins with the other.
            var ofChat = round % 2 == 0 ? await ChatFrameAsync() : 0;
            var ofResponses = await MicrosecondsAFrameAsync(servers, Responses, ResponseRequest());
            if (round % 2 != 0)
                ofChat = await ChatFrameAsync();
            if (round < 0)
                continue;
            chat.Add(ofChat);
            responses.Add(ofResponses);
        }

        var table = new Table($"Api processor time, {Streams} streams", "µs a frame", "min–max", "target");
        Add("chat completions", Spread.Of(chat), "≤ 20");
        Add("responses", Spread.Of(responses), "≤ 20");
        Add("responses ÷ chat", Spread.Of(responses.Zip(chat, (one, other) => one / other)), "≤ 1.2×");
        await table.WriteAsync(output);

        Task<double> ChatFrameAsync() => MicrosecondsAFrameAsync(servers, Chat, ChatRequest());
        void Add(string name, Spread spread, string target) =>
            table.Add(name, $"{spread.Median:0.0}", $"{spread.Min:0.0}–{spread.Max:0.0}", target);
    }

    private static async Task<double> MicrosecondsAFrameAsync(TwoProcesses servers, string path, JsonObject request)
    {
        var before = servers.ApiProcessorTime;
        var frames = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => servers.Client.CountFramesAsync(path, request)));
        return (servers.ApiProcessorTime - before).TotalMicroseconds / frames.Sum();
    }

    private static async Task WriteReadsAsync(TwoProcesses servers, BenchOptions options, TextWriter output)
    {
        var table = new Table("to the last byte, through Api and Silo", "first, ms", "median ms", "min–max", "target, ms");
        var response = await LongResponseAsync(servers, options);
        var (_, stream) = await servers.Client.TimeAsync(response);
        await AddAsync($"a finished stream of {DataPlaneCalls.CountFrames(stream)} events", response, "≤ 20");

        var items = await LongConversationAsync(servers);
        await AddAsync($"the newest 100 of {StoredItems} items", $"{items}?limit=100", "≤ 10");
        var middle = await ItemInTheMiddleAsync(servers, items);
        await AddAsync($"100 of {StoredItems} items from the middle", $"{items}?limit=100&after={middle}", "≤ 10");
        await table.WriteAsync(output);

        async Task AddAsync(string name, string path, string target)
        {
            var (first, _) = await servers.Client.TimeAsync(path);
            var times = new List<double>();
            for (var round = 0; round < options.Rounds; round++)
                times.Add((await servers.Client.TimeAsync(path)).Milliseconds);
            var spread = Spread.Of(times);
            table.Add(name, $"{first:0.0}", $"{spread.Median:0.0}", $"{spread.Min:0.0}–{spread.Max:0.0}", target);
        }
    }

    /// <returns>The path of its stream.</returns>
    private static async Task<string> LongResponseAsync(TwoProcesses servers, BenchOptions options)
    {
        // The last model is the one with the longer context, if there are several.
        var request = ResponseRequest();
        request["model"] = $"{options.Models.Count - 1}";
        request["stream"] = false;
        request["max_output_tokens"] = LongestAnswer;
        if (options.Models.Count > 1)
            request["input"] = "Write all numbers from 1 to 1000, one in a line, without stopping.";
        return $"{Responses}/{(await servers.Client.PostAsync(Responses, request))["id"]}?stream=true";
    }

    /// <returns>The path of its items.</returns>
    private static async Task<string> LongConversationAsync(TwoProcesses servers)
    {
        var conversation = await servers.Client.PostAsync("/v1/conversations", []);
        var items = $"/v1/conversations/{conversation["id"]}/items";
        for (var count = 0; count < StoredItems; count += ItemsAtOnce)
        {
            var some = Enumerable.Range(count, ItemsAtOnce).Select(number =>
                new JsonObject { ["role"] = "user", ["content"] = $"This is sentence number {number} of a long conversation." });
            await servers.Client.PostAsync(items, new JsonObject { ["items"] = new JsonArray([.. some]) });
        }

        return items;
    }

    private static async Task<string> ItemInTheMiddleAsync(TwoProcesses servers, string items)
    {
        string? after = null;
        for (var count = 0; count < StoredItems / 2; count += 100)
        {
            var (_, page) = await servers.Client.TimeAsync($"{items}?limit=100{(after is null ? "" : $"&after={after}")}");
            after = (string?)JsonNode.Parse(page)!["last_id"];
        }

        return after!;
    }

    private static JsonObject ChatRequest() => new()
    {
        ["model"] = "0",
        ["stream"] = true,
        ["temperature"] = 0,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = LongAnswer }),
    };

    private static JsonObject ResponseRequest() => new()
    {
        ["model"] = "0",
        ["stream"] = true,
        ["temperature"] = 0,
        ["input"] = LongAnswer,
    };
}
