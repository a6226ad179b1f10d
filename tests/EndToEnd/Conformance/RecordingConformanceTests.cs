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
        ? Recording.Names.Except(RecordingDeviations.NotReplayed.Keys).Where(IsServed).Select(name => new object[] { name })
        : [[Unknown]];

    [SharedTheory(Recording.SharedPath)]
    [MemberData(nameof(Recordings))]
    public async Task Answer_ToARecordedRequest_HasTheRecordedShape(string recording)
    {
        var ids = new RecordedIds();
        foreach (var (number, exchange) in RecordedExchange.Of(recording).Index())
        {
            if (RecordingDeviations.NotReplayed.ContainsKey($"{recording} {number}"))
                continue;
            var answer = await AnswerAsync(exchange, ids);

            Assert.True(exchange.Status == answer.Status, $"{exchange.Method} {exchange.Route}: {answer.Status} {answer.Text}");
            Assert.Equal([], Differences(exchange, answer).Where(difference => !IsOnPurpose(recording, difference)));
            ids.Learn(exchange.Parts[^1], answer.Parts[^1]);
        }
    }

    [SharedFact(Recording.SharedPath)]
    public void Deviations_OfTheTable_AreOfRecordingsThatExist() => Assert.Empty(
        RecordingDeviations.NotReplayed.Keys.Select(key => key.Split(' ')[0]).Except(Recording.Names));

    private static bool IsServed(string recording) =>
        RecordedExchange.Of(recording).All(exchange => ConformanceTable.IsServed(exchange.Method, exchange.Route));

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
