using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

public sealed class CrashTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Server_KilledWhileEightStreamsRun_LosesNothingItAcknowledged()
    {
        string[] settings = [.. TalkativeModel.Settings(_folder.Root), "--Models:0:Parallel", "8", "--Models:0:Context", "8192"];
        string key;
        await using (var first = await StandaloneServer.StartAsync(_folder.Root, settings))
        {
            key = first.Key;
            using var client = first.TenantClient();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(turn => client.AnswerAsync(ShortTurn(turn))));
            await KillWhileStreamingAsync(first, streams: 8);
        }

        Assert.Equal(["ok"], Query("PRAGMA integrity_check"));
        Assert.Equal(8L, Scalar("SELECT COUNT(*) FROM conversation_items WHERE IsComplete"));
        for (var turn = 0; turn < 4; turn++)
        {
            Assert.Equal(
                ["user", "assistant"],
                Query($"""
                    SELECT Role FROM conversation_items WHERE ConversationId =
                        (SELECT ConversationId FROM conversation_items WHERE Content LIKE '%turn number {turn}.%')
                    ORDER BY Position
                    """));
        }

        await using var second = StandaloneServer.Launch(_folder.Root, null, ["--environment", "Development", .. settings]);
        await second.WaitForHealthAsync();
        var announcement = await second.Process.StandardOutput.WaitForAsync(new("Project 'demo' has .*"), Patience);
        Assert.EndsWith($"1 API key(s): sk-…{key[^4..]}", announcement.Value, StringComparison.Ordinal);
        using var again = second.Client(key);
        await again.AnswerAsync(ShortTurn(0));
        Assert.Equal(0, await second.Process.StopAsync());
        Assert.DoesNotContain(key, second.Process.StandardOutput.Text, StringComparison.Ordinal);

        // The turn was known already: its question is not stored twice.
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM conversation_items WHERE Content LIKE '%turn number 0.%'"));
    }

    [Fact]
    public async Task Server_KilledAfterStoredAnswers_ListsEachOnce()
    {
        string[] settings = [.. TalkativeModel.Settings(_folder.Root), "--Models:0:Parallel", "8", "--Models:0:Context", "8192"];
        string[] acknowledged;
        string key;
        await using (var first = await StandaloneServer.StartAsync(_folder.Root, settings))
        {
            key = first.Key;
            using var client = first.TenantClient();
            acknowledged = await Task.WhenAll(Enumerable.Range(0, 12).Select(async turn =>
            {
                var request = Stored(ShortTurn(turn));
                request["stream"] = turn % 2 == 0;
                var answer = await client.AnswerAsync(request);
                return IdOf(turn % 2 == 0 ? EventStream.Frames(answer)[0] : answer);
            }));
            await KillWhileStreamingAsync(first, streams: 8, isStored: true);
        }

        await using var second = StandaloneServer.Launch(_folder.Root, null, ["--environment", "Development", .. settings]);
        await second.WaitForHealthAsync();
        using var again = second.Client(key);
        var list = JsonNode.Parse(await again.GetStringAsync($"{ChatCalls.Route}?limit=100"))!;

        Assert.Equal(acknowledged.Order(), list["data"]!.AsArray().Select(completion => (string)completion!["id"]!).Order());
    }

    [Fact]
    public async Task Server_AskedToStop_EndsProperly()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root);
        using var client = server.TenantClient();
        await client.AnswerAsync(ChatCalls.Request("Hello!"));

        Assert.Equal(0, await server.Process.StopAsync());
        Assert.Equal("", server.Process.StandardError.Text);
        Assert.Equal(2L, Scalar("SELECT COUNT(*) FROM conversation_items"));
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject ShortTurn(int turn)
    {
        var request = ChatCalls.Request($"This is turn number {turn}.");
        request["max_completion_tokens"] = 4;
        return request;
    }

    private static JsonObject Stored(JsonObject request)
    {
        request["store"] = true;
        return request;
    }

    private static string IdOf(string json) => (string)JsonNode.Parse(json)!["id"]!;

    private static async Task KillWhileStreamingAsync(StandaloneServer server, int streams, bool isStored = false)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, streams).Select(async stream =>
        {
            var connection = await RawConnection.OpenAsync(server);
            var request = ChatCalls.StreamRequest($"Tell me story {stream}.");
            request["temperature"] = 1;
            request["store"] = isStored ? true : null;
            await connection.SendChatAsync(server.Key, request);
            await connection.ReadUntilAsync("\"delta\":{\"content\"");
            return connection;
        }));
        server.Process.Kill();
        foreach (var connection in connections)
        {
            Assert.DoesNotContain("[DONE]", await connection.ReadToEndAsync(), StringComparison.Ordinal);
            await connection.DisposeAsync();
        }
    }

    private long Scalar(string sql) => long.Parse(Assert.Single(Query(sql)), CultureInfo.InvariantCulture);

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("data/tenantllm.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }
}
