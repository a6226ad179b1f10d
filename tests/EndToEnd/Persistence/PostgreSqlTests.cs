using System.Net;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

/// <summary>A server over PostgreSQL keeps what it has acknowledged, and works again when its database does, without a restart.</summary>
public sealed class PostgreSqlTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private PostgreSqlServer? _database;

    [PostgreSqlFact]
    public async Task Server_Killed_HasAllThatItAcknowledged()
    {
        string[] acknowledged;
        string conversation;
        string key;
        await using (var first = await StartAsync(PostgreSqlServer.Shared))
        {
            key = first.Key;
            using var client = first.TenantClient();
            acknowledged = await Task.WhenAll(Enumerable.Range(0, 12).Select(turn => client.StoreAsync(turn)));
            conversation = await client.CreateConversationAsync();
            first.Process.Kill();
        }

        await using var second = StandaloneServer.Launch(_folder.Root, Environment(PostgreSqlServer.Shared), "--environment", "Development");
        await second.WaitForHealthAsync();
        using var again = second.Client(key);

        Assert.Equal(acknowledged.Order(), await again.ListStoredAsync());
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync($"/v1/conversations/{conversation}")).StatusCode);
        AssertSaysNoSecret(second, PostgreSqlServer.Shared);
        Assert.Empty(Directory.GetFiles(_folder.Root, "*.db*", SearchOption.AllDirectories));
    }

    [PostgreSqlFact]
    public async Task Database_StoppedAndStarted_IsUsedAgainAndHasWhatWasAcknowledged()
    {
        _database = new PostgreSqlServer();
        await using var server = await StartAsync(_database);
        using var client = server.TenantClient();
        var before = await client.StoreAsync(0);
        var conversation = await client.CreateConversationAsync();

        _database.Stop();
        await client.AssertUnavailableAsync(() => client.PostChatAsync(StorageCalls.Stored(1)), server);
        await client.AssertUnavailableAsync(() => client.GetAsync($"{ChatCalls.Route}/{before}"), server);
        await client.AssertUnavailableAsync(() => client.PostAsync("/v1/conversations", ChatCalls.Json("{}")), server);
        await client.AssertUnavailableAsync(() => client.PostAsync(
            $"/v1/conversations/{conversation}/items",
            ChatCalls.Json("""{"items":[{"type":"message","role":"user","content":"Hi"}]}""")), server);
        await client.AssertUnavailableAsync(() => client.PostAsync("/v1/responses", ChatCalls.Json("""{"model":"demo","input":"Hi"}""")), server);
        await client.AssertStreamFailsAsync();
        using (var stranger = server.Client("sk-proj-" + new string('0', 38)))
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/models")).StatusCode);
        await server.Process.StandardOutput.WaitForAsync(new("The database cannot be used.*"), Patience);

        _database.Start();
        var after = await client.StoreAsync(2);
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(
            $"/v1/conversations/{conversation}/items",
            ChatCalls.Json("""{"items":[{"type":"message","role":"user","content":"Hi"}]}"""))).StatusCode);
        await server.Process.StandardOutput.WaitForAsync(new("The database can be used again"), Patience);

        // Once, not by every statement that fails.
        Assert.DoesNotContain("EntityFrameworkCore", server.Process.StandardOutput.Text, StringComparison.Ordinal);

        // Restarted while nobody asked: the connections of the pool are dead.
        _database.Stop();
        _database.Start();
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
        AssertSaysNoSecret(server, _database);
    }

    [PostgreSqlFact]
    public async Task Database_OfASiloBehindAnApi_StoppedAndStarted_IsUsedAgain()
    {
        _database = new PostgreSqlServer();
        _database.CreateDatabase(Name);
        var ports = ClusterPorts.Free();
        await using var silo = await SiloServer.StartAsync(_folder.Root, ports, Environment(_database));
        await using var api = ApiServer.Launch(_folder.Root, ports);
        await api.WaitForHealthAsync();
        using var client = api.Client(silo.Key);
        var before = await client.StoreAsync(0);

        _database.Stop();
        await client.AssertUnavailableAsync(() => client.PostChatAsync(StorageCalls.Stored(1)));
        await client.AssertUnavailableAsync(() => client.GetAsync($"{ChatCalls.Route}/{before}"));
        await client.AssertUnavailableAsync(() => client.PostAsync("/v1/conversations", ChatCalls.Json("{}")));

        _database.Start();
        var after = await client.StoreAsync(2);
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
    }

    [PostgreSqlFact]
    public async Task Database_ReadOnly_IsReadAndRefusesWritesUntilItIsNot()
    {
        await using var server = await StartAsync(PostgreSqlServer.Shared);
        using var client = server.TenantClient();
        var before = await client.StoreAsync(0);

        SetReadOnly("on");
        await client.AssertUnavailableAsync(() => client.PostChatAsync(StorageCalls.Stored(1)));
        Assert.Equal([before], await client.ListStoredAsync());
        await server.Process.StandardOutput.WaitForAsync(new("read-only transaction"), Patience);

        SetReadOnly("off");
        var after = await client.StoreAsync(2);
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
    }

    [PostgreSqlFact]
    public async Task Database_TooSlow_FailsWritesInTimeAndRecovers()
    {
        await using var server = await StartAsync(PostgreSqlServer.Shared, "--Storage:Timeout", "00:00:01");
        using var client = server.TenantClient();
        var before = await client.StoreAsync(0);

        await using (var connection = PostgreSqlServer.Shared.Open(Name))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = "LOCK TABLE stored_completions IN SHARE MODE";
                await command.ExecuteNonQueryAsync();
            }

            await Task.WhenAll(Enumerable.Range(1, 8).Select(
                turn => client.AssertUnavailableAsync(() => client.PostChatAsync(StorageCalls.Stored(turn)))));
        }

        var after = await client.StoreAsync(9);
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
        await server.Process.StandardOutput.WaitForAsync(new("did not answer in time"), Patience);
    }

    [PostgreSqlFact]
    public async Task Server_WithoutItsDatabase_SaysSoAndNotWhoSignsIn()
    {
        const string Secret = "tell-nobody";
        foreach (var text in new[] { $"Host=127.0.0.1;Port={Ports.Free()};Username=ada;Password={Secret}", $"Host=127.0.0.1;{Secret}" })
        {
            await using var server = StandaloneServer.Launch(
                _folder.Root, new Dictionary<string, string> { ["Storage__Provider"] = "PostgreSql", ["Storage__ConnectionString"] = text });

            Assert.Equal(1, await server.Process.ExitCodeAsync(Patience));
            Assert.Contains("TenantLLM cannot start: ", server.Process.StandardError.Text, StringComparison.Ordinal);
            Assert.Contains("Storage:ConnectionString", server.Process.StandardError.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, server.Process.Tail, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    private string Name => Path.GetFileName(_folder.Root);

    private static void AssertSaysNoSecret(StandaloneServer server, PostgreSqlServer database)
    {
        Assert.DoesNotContain(database.Password, server.Process.StandardOutput.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(database.Password, server.Process.StandardError.Text, StringComparison.Ordinal);
    }

    private Task<StandaloneServer> StartAsync(PostgreSqlServer database, params string[] settings)
    {
        database.CreateDatabase(Name);
        return StandaloneServer.StartAsync(_folder.Root, Environment(database), settings);
    }

    /// <summary>Settings as a container gets them: on a command line everybody on the machine could read them.</summary>
    private Dictionary<string, string> Environment(PostgreSqlServer database) => database.Settings(Name)
        .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);

    /// <summary>As when a standby is used, or an administrator has forbidden writes; for all connections from now on.</summary>
    private void SetReadOnly(string value)
    {
        PostgreSqlServer.Shared.Execute($"""ALTER DATABASE "{Name}" SET default_transaction_read_only = {value}""");
        PostgreSqlServer.Shared.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
    }
}
