using System.Net;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>Orleans' dashboard: for administrators, where it is asked for.</summary>
public sealed class DashboardTests : IDisposable
{
    private const string Page = "/dashboard/";
    private const string Counters = "/dashboard/DashboardCounters";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Dashboard_ThatNobodyAskedFor_IsNotThere()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root);
        using var admin = server.AdminClient();
        Assert.Equal(404, (await admin.FailAsync(HttpMethod.Get, Page)).Status);
        Assert.Equal(404, (await admin.FailAsync(HttpMethod.Get, Counters)).Status);
    }

    [Fact]
    public async Task Dashboard_ThatIsOn_IsForAdministratorsAlone()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root, "--Dashboard:Enabled", "true");
        using var stranger = server.Client();
        using var tenant = server.Client(server.Key);
        using var admin = server.AdminClient();
        foreach (var path in new[] { Page, "/dashboard/index.min.js", Counters, "/dashboard/Trace" })
        {
            Assert.Equal(401, (await stranger.FailAsync(HttpMethod.Get, path)).Status);
            Assert.Equal(403, (await tenant.FailAsync(HttpMethod.Get, path)).Status);
        }

        await AssertShowsAsync(admin, silos: 1);
    }

    [Fact]
    public async Task Dashboard_OfAnApiNode_ShowsItsSilos()
    {
        var ports = ClusterPorts.Free();
        var settings = new Dictionary<string, string> { ["Dashboard__Enabled"] = "true", ["Administration__Key"] = StandaloneServer.AdminKey };
        await using var silo = await SiloServer.StartAsync(_folder.Root, ports, settings);
        await using var api = ApiServer.Launch(_folder.Root, ports, settings);
        await api.WaitForHealthAsync();
        using var admin = api.Client(StandaloneServer.AdminKey);
        await AssertShowsAsync(admin, silos: 1);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertShowsAsync(HttpClient admin, int silos)
    {
        Assert.Contains("<title>Orleans Dashboard", await admin.GetStringAsync(Page), StringComparison.OrdinalIgnoreCase);
        await Waiting.UntilAsync(
            async () => JsonNode.Parse(await admin.GetStringAsync(Counters))!["hosts"]!.AsArray().Count == silos, Patience, "the silos are shown");
        using var trace = await admin.GetAsync("/dashboard/Trace");
        Assert.Equal(HttpStatusCode.Forbidden, trace.StatusCode);
    }
}
