using System.Diagnostics;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Isolation;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Isolation;

/// <summary>One tenant's objects, tried with another's key in every place that takes an id: they are as unknown as what never was.</summary>
[Collection(QuietGroup.Name)]
public sealed partial class OthersObjectsTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Id_OfAnotherTenant_IsAsUnknownAsOneThatNeverWas()
    {
        var (server, one, two) = await TwoTenants.StartAsync(_folder);
        await using var started = server;
        using var owner = server.Client(one);
        using var other = server.Client(two);
        var theirs = (await OthersObjects.CreateAsync(owner)).Ids;
        var nobodys = OthersObjects.NeverGiven(theirs);

        foreach (var route in ObjectRoutes.All)
        {
            var foreign = await AnswerAsync(other, route, theirs);
            var unknown = await AnswerAsync(other, route, nobodys);

            Assert.True(route.Status == foreign.Status, $"{route}: {foreign}");
            foreach (var kind in route.Kinds)
                foreign = foreign.Naming(nobodys[kind], insteadOf: theirs[kind]);
            Assert.Equal(unknown, foreign);
        }

        // None of it was changed or deleted by all that.
        Assert.Equal(theirs, await ReadAllAsync(owner, theirs));
    }

    [Fact]
    public async Task NotFound_OfAnotherTenantsObject_TakesAsLongAsOfNone()
    {
        var (server, one, two) = await TwoTenants.StartAsync(_folder);
        await using var started = server;
        using var owner = server.Client(one);
        using var other = server.Client(two);
        var theirs = (await OthersObjects.CreateAsync(owner)).Ids;
        var nobodys = OthersObjects.NeverGiven(theirs);

        foreach (var route in ObjectRoutes.All.Where(route => route.Method == "GET"))
        {
            var (foreign, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
            for (var round = 0; round < 60; round++)
            {
                foreign.Add(await TimeAsync(other, route, theirs));
                unknown.Add(await TimeAsync(other, route, nobodys));
            }

            var (median, expected) = (Median(foreign), Median(unknown));
            output.WriteLine($"{route}: {median.TotalMilliseconds:N2} ms of another's, {expected.TotalMilliseconds:N2} ms of none");

            // Loosely: the other tenant's database rows are never looked at, so there is nothing to take longer.
            Assert.InRange(median / expected, 0.5, 2);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<TimeSpan> TimeAsync(HttpClient client, ObjectRoute route, IReadOnlyDictionary<ObjectKind, string> ids)
    {
        var sent = Stopwatch.GetTimestamp();
        await AnswerAsync(client, route, ids);
        return Stopwatch.GetElapsedTime(sent);
    }

    private static async Task<WireAnswer> AnswerAsync(HttpClient client, ObjectRoute route, IReadOnlyDictionary<ObjectKind, string> ids)
    {
        var names = route.Kinds.Select(kind => ids[kind]).ToArray();
        var place = 0;
        var path = Parameter().Replace(route.Pattern, _ => names[place++]);
        var body = route.Body;
        for (var index = 0; index < names.Length; index++)
            body = body?.Replace($"{{{index}}}", names[index], StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path) { Content = body is null ? null : ChatCalls.Json(body) };
        using var response = await client.SendAsync(request);
        return await WireAnswer.ReadAsync(response);
    }

    private static async Task<IReadOnlyDictionary<ObjectKind, string>> ReadAllAsync(
        HttpClient owner, IReadOnlyDictionary<ObjectKind, string> ids)
    {
        var conversation = ids[ObjectKind.Conversation];
        var paths = new Dictionary<ObjectKind, string>
        {
            [ObjectKind.ChatCompletion] = $"{ChatCalls.Route}/{ids[ObjectKind.ChatCompletion]}",
            [ObjectKind.Response] = $"/v1/responses/{ids[ObjectKind.Response]}",
            [ObjectKind.Conversation] = $"/v1/conversations/{conversation}",
            [ObjectKind.ConversationItem] = $"/v1/conversations/{conversation}/items/{ids[ObjectKind.ConversationItem]}",
        };
        var read = new Dictionary<ObjectKind, string>();
        foreach (var (kind, path) in paths)
            read[kind] = (string)(await owner.CallAsync(HttpMethod.Get, path))["id"]!;
        return read;
    }

    [GeneratedRegex(@"\{\*{0,2}[a-zA-Z]+\}")]
    private static partial Regex Parameter();
}
