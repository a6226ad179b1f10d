using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TenantLLM.EndToEnd.Http;

/// <summary>A whole event stream as it was received.</summary>
internal static class EventStream
{
    private const string Prefix = "data: ";
    private const string End = "\n\n";
    private const string Done = "data: [DONE]\n\n";

    /// <summary>The JSON of its frames, without <c>[DONE]</c>; fails unless every byte belongs to a frame and the last is it.</summary>
    public static IReadOnlyList<string> Frames(string stream)
    {
        Assert.EndsWith(Done, stream, StringComparison.Ordinal);
        var frames = stream[..^Done.Length].Split(End);
        Assert.Equal("", frames[^1]);
        return [.. frames[..^1].Select(frame =>
        {
            Assert.StartsWith(Prefix, frame, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', frame);
            return frame[Prefix.Length..];
        })];
    }

    /// <summary>The data of the events of a Responses stream; fails unless every byte belongs to an event that is named as its data
    /// says.</summary>
    public static IReadOnlyList<JsonObject> NamedEvents(string stream)
    {
        var events = stream.Split(End);
        Assert.Equal("", events[^1]);
        return [.. events[..^1].Select(text =>
        {
            var lines = text.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith(Prefix, lines[1], StringComparison.Ordinal);
            var data = JsonNode.Parse(lines[1][Prefix.Length..])!.AsObject();
            Assert.Equal($"event: {data["type"]}", lines[0]);
            return data;
        })];
    }

    /// <summary>Fails unless the frames are those of one answer in OpenAI's order.</summary>
    /// <returns>The answer's id and text.</returns>
    public static (string Id, string Text) Answer(string stream)
    {
        var frames = Frames(stream).Select(frame => JsonDocument.Parse(frame).RootElement).ToList();
        var deltas = frames.Select(frame => frame.GetProperty("choices")[0].GetProperty("delta")).ToList();
        var reasons = frames.Select(frame => frame.GetProperty("choices")[0].GetProperty("finish_reason").GetString()).ToList();

        Assert.Equal("""{"role":"assistant","content":"","refusal":null}""", deltas[0].GetRawText());
        Assert.All(deltas[1..^1], delta => Assert.Equal(["content"], delta.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("{}", deltas[^1].GetRawText());
        Assert.All(reasons[..^1], Assert.Null);
        Assert.Matches("^(stop|length)$", reasons[^1]);
        return (
            Assert.Single(frames.Select(frame => frame.GetProperty("id").GetString()!).Distinct()),
            string.Concat(deltas[1..^1].Select(delta => delta.GetProperty("content").GetString())));
    }
}
