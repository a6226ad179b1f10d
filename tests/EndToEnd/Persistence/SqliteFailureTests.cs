using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

/// <summary>A server whose SQLite file cannot be written answers so, keeps what it has acknowledged, and works again by itself.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Database_LockedByAnotherProcess_IsUsedAgainWhenItIsReleased()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Storage:Timeout", "00:00:01");
        using var client = server.TenantClient();
        var before = await client.StoreAsync(0);

        await using (var other = new SqliteConnection($"Data Source={_folder.File("data/tenantllm.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);
            await Task.WhenAll(Enumerable.Range(1, 8).Select(
                turn => client.AssertUnavailableAsync(() => client.PostChatAsync(StorageCalls.Stored(turn)))));
            await client.AssertUnavailableAsync(() => client.PostAsync("/v1/conversations", ChatCalls.Json("{}")));
            await client.AssertStreamFailsAsync();
            Assert.Equal([before], await client.ListStoredAsync());
        }

        var after = await client.StoreAsync(9);
        Assert.Equal(new[] { before, after }.Order(), await client.ListStoredAsync());
        await server.Process.StandardOutput.WaitForAsync(new("The database cannot be used.*locked"), Patience);
        await server.Process.StandardOutput.WaitForAsync(new("The database can be used again"), Patience);
    }

    [TmpfsFact]
    public async Task Disk_Full_IsUsedAgainWhenThereIsRoom()
    {
        var disk = _folder.File("disk");
        Directory.CreateDirectory(disk);
        Assert.True(TmpfsFactAttribute.Mount(disk, "size=8m"));
        try
        {
            await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Storage:Path", Path.Combine(disk, "store.db"));
            using var client = server.TenantClient();
            var acknowledged = new List<string> { await client.StoreAsync(0) };

            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            for (var turn = 1; turn <= 8; turn++)
                await TryAsync(turn);
            Assert.NotEqual(9, acknowledged.Count);
            Assert.Equal(acknowledged.Order(), await client.ListStoredAsync());
            await server.Process.StandardOutput.WaitForAsync(new("The database cannot be used"), Patience);

            File.Delete(ballast);
            acknowledged.Add(await client.StoreAsync(9));
            Assert.Equal(acknowledged.Order(), await client.ListStoredAsync());

            // Whole, and what a restarted server finds.
            server.Process.Kill();
            await using var again = StandaloneServer.Launch(
                _folder.Root, null, "--environment", "Development", "--Storage:Path", Path.Combine(disk, "store.db"));
            await again.WaitForHealthAsync();
            using var later = again.Client(server.Key);
            Assert.Equal(acknowledged.Order(), await later.ListStoredAsync());

            async Task TryAsync(int turn)
            {
                // Where the log of changes has room left, a small one may still be written.
                using var response = await client.PostChatAsync(StorageCalls.Stored(turn));
                if (response.IsSuccessStatusCode)
                    acknowledged.Add((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]!);
                else
                    Assert.Equal("storage_unavailable", (await response.ReadErrorAsync()).Code);
            }
        }
        finally
        {
            TmpfsFactAttribute.Unmount(disk);
        }
    }

    [Fact]
    public async Task Database_ThatIsReadOnlyAtTheStart_IsNamed()
    {
        // Root may write what is read-only: an address of SQLite's own says so to it, too.
        await using (var first = await StandaloneServer.StartAsync(_folder.Root))
            await first.Process.StopAsync();
        await using var server = StandaloneServer.Launch(
            _folder.Root, null, "--Storage:Path", $"file:{_folder.File("data/tenantllm.db")}?mode=ro");

        Assert.Equal(1, await server.Process.ExitCodeAsync(Patience));
        Assert.Contains("cannot be opened", server.Process.StandardError.Text, StringComparison.Ordinal);
        Assert.Contains("readonly", server.Process.StandardError.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true)
                stream.Write(block);
        }
        catch (IOException)
        {
            // There is no room left.
        }
    }
}
