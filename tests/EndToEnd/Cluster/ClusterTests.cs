using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Cluster;

/// <summary>Two silos and two Api nodes that find each other through Redis, over PostgreSQL: what <c>make cluster</c> starts.</summary>
[Collection(QuietGroup.Name)]
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const int Streams = 32;
    private const int Conversations = 16;
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [ClusterFact]
    public async Task SiloThatIsKilled_UnderStreams_EndsThemProperlyAndTheNextRequestWorks()
    {
        await using var cluster = await ClusterServers.StartAsync((_, folder) =>
            [.. TalkativeModel.Settings(folder), "--Models:0:Parallel", $"{Streams}"]);
        var responses = await RespondAsync(cluster, new string?[Conversations]);
        var readers = new List<RawConnection>();
        for (var number = 0; number < Streams; number++)
        {
            var reader = await RawConnection.OpenAsync(cluster.Apis[number % 2]);
            await reader.SendChatAsync(cluster.Key, Story(number));
            readers.Add(reader);
        }

        foreach (var reader in readers)
            await reader.ReadUntilAsync("\"delta\":{\"content\"", Patience);
        var killed = Stopwatch.StartNew();
        await cluster.SignalAsync("silo-1", "KILL");

        // Those of the other silo go on where their Api node is connected to that.
        var ended = 0;
        await Task.WhenAll(readers.Select(async reader =>
        {
            try
            {
                var stream = await reader.ReadUntilAsync("data: [DONE]\n\n", LongestEnd);
                Assert.Contains("data: {\"error\":{\"message\":", stream, StringComparison.Ordinal);
                Interlocked.Increment(ref ended);
            }
            catch (TimeoutException)
            {
                await reader.ReadUntilNewAsync("\"delta\":{\"content\"", LongestEnd);
            }
        }));
        output.WriteLine($"{ended} of {Streams} streams were on the dead silo or came through it; all had ended after {killed.ElapsedMilliseconds:N0} ms at most");
        Assert.InRange(ended, 1, Streams);
        foreach (var reader in readers)
            await reader.DisposeAsync();

        // Those that the dead silo held are the other's at once.
        var continuing = Stopwatch.StartNew();
        await RespondAsync(cluster, responses).WithinAsync(LongestEnd * 3, "conversations of the dead silo go on");
        output.WriteLine($"{Conversations} conversations went on after {continuing.ElapsedMilliseconds:N0} ms");

        for (var number = 0; number < Streams; number++)
        {
            using var client = cluster.Apis[number % 2].Client(cluster.Key);
            var asked = Stopwatch.StartNew();
            await client.AnswerAsync(Short(number));
            if (number < 2)
                output.WriteLine($"the next request was answered after {asked.ElapsedMilliseconds:N0} ms");
        }
    }

    [ClusterFact]
    public async Task SiloThatIsToldToStop_LetsItsAnswersRunOn_AndTheOtherTakesTheNext()
    {
        // What is silent for long here is lost; a machine that other tests load is slow.
        await using var cluster = await ClusterServers.StartAsync((_, folder) => TalkativeModel.Settings(folder), "--Api:SiloSilence", "00:00:15");
        var answers = Enumerable.Range(0, 8).Select(async number =>
        {
            using var client = cluster.Apis[number % 2].Client(cluster.Key);
            var request = Story(number);
            request["max_tokens"] = 3000;
            return await client.AnswerAsync(request);
        }).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);

        await cluster.SignalAsync("silo-1", "TERM");
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        for (var number = 0; number < 8; number++)
        {
            using var client = cluster.Apis[number % 2].Client(cluster.Key);
            EventStream.Answer(await client.AnswerAsync(Short(100 + number)));
        }

        var streams = await Task.WhenAll(answers);
        Assert.True(
            streams.All(stream => !stream.Contains("\"error\"", StringComparison.Ordinal)),
            $"A stream broke.\n{cluster.LogOf("api-1")}\n{cluster.LogOf("api-2")}\n{cluster.LogOf("silo-1")}");
        Assert.All(streams, stream => EventStream.Answer(stream));
        await cluster.WaitForEndAsync("silo-1");
        Assert.Contains("answers run to their end first", cluster.LogOf("silo-1"), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task ModelsOfEachSilo_AreServedByEveryApi()
    {
        await using var cluster = await ClusterServers.StartAsync((number, folder) =>
            TalkativeModel.Settings(folder, id: $"model-{number}"));
        foreach (var api in cluster.Apis)
        {
            using var client = api.Client(cluster.Key);
            await Waiting.UntilAsync(
                async () =>
                {
                    using var list = JsonDocument.Parse(await client.GetStringAsync("/v1/models"));
                    return list.RootElement.GetProperty("data").GetArrayLength() == 2;
                },
                Patience,
                "both models are listed");
            for (var number = 0; number < 8; number++)
            {
                var request = Story(number);
                request["model"] = $"model-{1 + (number % 2)}";
                request["max_tokens"] = 4;
                EventStream.Answer(await client.AnswerAsync(request));
                await EmbedAsync(client, $"model-{1 + (number % 2)}");
            }
        }
    }

    [ClusterFact]
    public async Task RedisThatIsAway_StopsNoAnswer()
    {
        await using var cluster = await ClusterServers.StartAsync((_, folder) => TalkativeModel.Settings(folder));
        await cluster.SignalAsync("redis", "STOP");
        var away = Stopwatch.StartNew();
        for (var number = 0; away.Elapsed < TimeSpan.FromSeconds(12); number++)
        {
            using var client = cluster.Apis[number % 2].Client(cluster.Key);
            EventStream.Answer(await client.AnswerAsync(Short(number)));
        }

        await cluster.SignalAsync("redis", "CONT");
        using var one = cluster.Apis[0].Client(cluster.Key);
        EventStream.Answer(await one.AnswerAsync(Short(0)));
    }

    private static async Task EmbedAsync(HttpClient client, string model)
    {
        using var answer = await client.PostAsJsonAsync("/v1/embeddings", new { model, input = "A story." });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A turn of each conversation, all at once.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="previous">The response that each continues; null: none.</param>
    /// <returns>The ids of the responses.</returns>
    private static async Task<string?[]> RespondAsync(ClusterServers cluster, IReadOnlyList<string?> previous) =>
        await Task.WhenAll(previous.Select(async (response, number) =>
        {
            using var client = cluster.Apis[number % 2].Client(cluster.Key);
            var turn = new JsonObject { ["model"] = "demo", ["input"] = $"Story {number}.", ["max_output_tokens"] = 16, ["previous_response_id"] = response };
            return (string?)(await client.CallAsync(HttpMethod.Post, "/v1/responses", turn.ToJsonString()))["id"];
        }));

    private static JsonObject Short(int number)
    {
        var request = Story(number);
        request["max_tokens"] = 4;
        return request;
    }

    private static JsonObject Story(int number)
    {
        var request = ChatCalls.StreamRequest($"Tell me story number {number}.");
        request["temperature"] = 1;
        return request;
    }
}
