using System.Diagnostics;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Administration;

/// <summary>A Silo and two Apis, each a process of its own: what one is told, both obey.</summary>
[Collection(QuietGroup.Name)]
public sealed class TwoApisTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterPorts _ports = ClusterPorts.Free();

    [Fact]
    public async Task Key_RevokedOrOfAnArchivedProject_IsRefusedByBothApisWithinASecond()
    {
        await using var silo = await SiloServer.StartAsync(_folder.Root, _ports, "--Administration:Key", StandaloneServer.AdminKey);
        await using var one = ApiServer.Launch(_folder.Root, _ports);
        await using var two = ApiServer.Launch(_folder.Root, _ports);
        await one.WaitForHealthAsync();
        await two.WaitForHealthAsync();
        using var admin = one.Client(StandaloneServer.AdminKey);

        for (var round = 0; round < 5; round++)
        {
            var project = (string)(await admin.CreateProjectAsync())["id"]!;
            var key = await admin.CreateKeyAsync(project);
            await AssertRefusedAsync(one, two, key.Value, "revoked", () => admin.CallAsync(
                HttpMethod.Delete, $"{KeyCalls.Organization}/projects/{project}/api_keys/{key.Id}"));
            var other = await admin.CreateKeyAsync(project);
            await AssertRefusedAsync(one, two, other.Value, "archived", () => admin.CallAsync(
                HttpMethod.Post, $"{KeyCalls.Organization}/projects/{project}/archive"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertRefusedAsync(ApiServer one, ApiServer two, string key, string what, Func<Task> end)
    {
        using var first = one.Client(key);
        using var second = two.Client(key);
        await first.CallAsync(HttpMethod.Get, "/v1/models");
        await second.CallAsync(HttpMethod.Get, "/v1/models");
        await end();
        var ended = Stopwatch.StartNew();
        await Waiting.UntilAsync(
            async () => await StatusAsync(first) == 401 && await StatusAsync(second) == 401, TimeSpan.FromSeconds(1), $"the end of the {what} key");
        output.WriteLine($"{what}: refused by both after {ended.ElapsedMilliseconds} ms");
    }

    private static async Task<int> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/v1/models");
        return (int)answer.StatusCode;
    }
}
