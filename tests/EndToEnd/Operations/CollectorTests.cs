using System.Diagnostics;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>A collector that takes nothing costs no request, no memory without end, and no long stop.</summary>
public sealed class CollectorTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 4;
    private const int MostGrowthMiB = 128;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("down")]
    [InlineData("silent")]
    [InlineData("refusing")]
    public async Task Requests_WithACollectorThatIs_GoOn(string kind)
    {
        await using var collector = new SickCollector(kind);
        await using var server = await StandaloneServer.StartAsync(_folder.Root, collector.Environment);

        var warm = await LoadAsync(server);
        var before = server.Process.ResidentMiB;
        var answers = await LoadAsync(server);
        var after = server.Process.ResidentMiB;
        var stopping = Stopwatch.StartNew();
        Assert.Equal(0, await server.Process.StopAsync());

        output.WriteLine(
            $"{kind}: {warm} and {answers} answers in {Period.TotalSeconds} s each, {collector.Connections} connections, {before} MiB and then {after} MiB, "
            + $"ended in {stopping.ElapsedMilliseconds} ms");
        Assert.Equal(kind != "down", collector.Connections > 0);
        Assert.InRange(answers, 1, int.MaxValue);
        Assert.InRange(after - before, int.MinValue, MostGrowthMiB);
        Assert.InRange(stopping.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>How many answers there were; each was whole.</returns>
    private static async Task<int> LoadAsync(StandaloneServer server)
    {
        var period = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            using var client = server.TenantClient();
            var count = 0;
            for (; period.Elapsed < Period; count++)
                EventStream.Answer(await client.AnswerAsync(ChatCalls.StreamRequest($"Count to {number + 2}.")));
            return count;
        }));
        return counts.Sum();
    }
}
