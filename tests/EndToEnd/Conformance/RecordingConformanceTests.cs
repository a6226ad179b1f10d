using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Real requests to OpenAI, sent to us: the answers have the shapes of OpenAI's.</summary>
[Collection(StandaloneGroup.Name)]
public class RecordingConformanceTests(StandaloneFixture standalone)
{
    private const string Unknown = "none: shared/openai/recordings is missing";

    public static IEnumerable<object[]> Recordings => Directory.Exists(Workspace.InShared(Recording.SharedPath))
        ? Recording.Names.Except(RecordingDeviations.NotReplayed.Keys).Select(name => new object[] { name })
        : [[Unknown]];

    [SharedTheory(Recording.SharedPath)]
    [MemberData(nameof(Recordings))]
    public async Task Answer_ToARecordedRequest_HasTheRecordedShape(string recording)
    {
        var differences = (await ReplayAsync(recording)).Where(difference => !IsOnPurpose(recording, difference)).ToList();

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [SharedFact(Recording.SharedPath)]
    public async Task Deviations_OfTheTable_AreAllNeeded()
    {
        var needed = new HashSet<Deviation>();
        foreach (var recording in Recording.Names.Except(RecordingDeviations.NotReplayed.Keys))
        {
            foreach (var difference in await ReplayAsync(recording))
                needed.UnionWith(RecordingDeviations.OnPurpose.Where(deviation => deviation.Covers(recording, difference)));
        }

        Assert.Empty(RecordingDeviations.OnPurpose.Except(needed));
        Assert.Empty(RecordingDeviations.NotReplayed.Keys.Select(key => key.Split(' ')[0]).Except(Recording.Names));
    }

    /// <summary>Sends the requests of a recording, one after the other.</summary>
    /// <returns>What differs in the answers.</returns>
    private async Task<IReadOnlyList<string>> ReplayAsync(string recording)
    {
        var (ids, differences) = (new RecordedIds(), new List<string>());
        foreach (var (number, exchange) in RecordedExchange.Of(recording).Index())
        {
            if (RecordingDeviations.NotReplayed.ContainsKey($"{recording} {number}"))
                continue;
            var answer = await AnswerAsync(exchange, ids);
            Assert.True(exchange.Status == answer.Status, $"{exchange.Method} {exchange.Route}: {answer.Status} {answer.Text}");
            differences.AddRange(Differences(exchange, answer));
            ids.Learn(exchange.Parts[^1], answer.Parts[^1]);
        }

        return differences;
    }

    private async Task<ConformanceAnswer> AnswerAsync(RecordedExchange exchange, RecordedIds ids)
    {
        using var client = standalone.Server.Client(exchange.Status == 401 ? "sk-not-a-real-key" : standalone.Server.Key);
        var body = exchange.Body is null ? null : JsonNode.Parse(ids.Exchange(exchange.Body))!.AsObject();
        return await client.CallAsync(exchange.Method, ids.Exchange(exchange.Route), body);
    }

    private static IEnumerable<string> Differences(RecordedExchange exchange, ConformanceAnswer answer)
    {
        var (theirs, ours) = (Collapse(exchange.Parts), Collapse(answer.Parts));
        var (kinds, ourKinds) = (Kinds(theirs), Kinds(ours));
        return kinds.SequenceEqual(ourKinds)
            ? theirs.Zip(ours).SelectMany(pair => ShapeComparison.Differences(pair.First, pair.Second)).Distinct()
            : [$"frames: {string.Join(' ', ourKinds)} for {string.Join(' ', kinds)}"];
    }

    /// <summary>Of frames of one kind in a row, the first: how many deltas a text has is no matter of shape.</summary>
    private static List<JsonElement> Collapse(IReadOnlyList<JsonElement> parts) =>
        [.. parts.Where((part, index) => index == 0 || ShapeComparison.FrameKind(part) != ShapeComparison.FrameKind(parts[index - 1]))];

    private static List<string> Kinds(IEnumerable<JsonElement> parts) => [.. parts.Select(ShapeComparison.FrameKind)];

    private static bool IsOnPurpose(string recording, string difference) =>
        RecordingDeviations.OnPurpose.Any(deviation => deviation.Covers(recording, difference));
}
