using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

public class ResponseStreamWriterTests
{
    private const string Recorded = "ResponsesTests/HelloWorldStreaming(%gpt-4o-mini%)";

    private static readonly ResponseStreamOptions Plain = new(IncludeObfuscation: false);

    [Fact]
    public void Stream_OfAText_IsThis() => Assert.Equal(
        $$$"""
        event: response.created
        data: {"type":"response.created","sequence_number":0,"response":{{{Begun("in_progress")}}}}

        event: response.in_progress
        data: {"type":"response.in_progress","sequence_number":1,"response":{{{Begun("in_progress")}}}}

        event: response.output_item.added
        data: {"type":"response.output_item.added","sequence_number":2,"output_index":0,"item":{"id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","type":"message","status":"in_progress","content":[],"role":"assistant"}}

        event: response.content_part.added
        data: {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","output_index":0,"content_index":0,"delta":"I'm","logprobs":[]}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","output_index":0,"content_index":0,"delta":" 👋","logprobs":[]}

        event: response.output_text.done
        data: {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","output_index":0,"content_index":0,"text":"I'm 👋","logprobs":[]}

        event: response.content_part.done
        data: {"type":"response.content_part.done","sequence_number":7,"item_id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":"I'm 👋"}}

        event: response.output_item.done
        data: {"type":"response.output_item.done","sequence_number":8,"output_index":0,"item":{"id":"msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"I'm 👋"}],"role":"assistant"}}

        event: response.completed
        data: {"type":"response.completed","sequence_number":9,"response":{{{ResponseSample.Frame(ResponseSample.Completed(), WireJson.Frames.ResponseObject)}}}}


        """,
        ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, ResponseSample.Completed())));

    [Fact]
    public void Stream_OfABackgroundResponse_SaysThatItIsQueued()
    {
        var echo = ResponseSample.Echo with { IsBackground = true, ServiceTier = "flex" };
        var events = ResponseSample.Events(ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, ResponseSample.Completed(echo))));

        Assert.Equal(
            [("response.created", "queued"), ("response.queued", "queued"), ("response.in_progress", "in_progress")],
            events.Take(3).Select(Parsed).Select(json => (json.GetProperty("type").GetString(), StatusOf(json))));
        Assert.Equal("flex", Parsed(events[0]).GetProperty("response").GetProperty("service_tier").GetString());
        Assert.Equal("default", Parsed(events[^1]).GetProperty("response").GetProperty("service_tier").GetString());
        Assert.Equal(Enumerable.Range(0, 11), events.Select(Parsed).Select(json => json.GetProperty("sequence_number").GetInt32()));
    }

    [Fact]
    public void Stream_OfAnIncompleteResponse_EndsItsMessage()
    {
        var events = ResponseSample.Events(ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, ResponseSample.Incomplete)));

        Assert.Equal(["response.output_item.done", "response.incomplete"], Types(events).TakeLast(2));
        Assert.Equal("incomplete", Parsed(events[^2]).GetProperty("item").GetProperty("status").GetString());
        Assert.Equal("incomplete", StatusOf(Parsed(events[^1])));
    }

    [Fact]
    public void Stream_OfACancelledResponse_EndsAsIncomplete()
    {
        var cancelled = ResponseSample.Incomplete with { Status = ResponseStatuses.Cancelled, IncompleteDetails = null };
        var events = ResponseSample.Events(ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, cancelled)));

        Assert.Equal("response.incomplete", Types(events)[^1]);
        Assert.Equal("cancelled", StatusOf(Parsed(events[^1])));
    }

    [Fact]
    public void Stream_OfAFailedResponse_EndsAtOnce()
    {
        var events = ResponseSample.Events(ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, ResponseSample.Failed)));

        Assert.Equal(["response.output_text.delta", "response.failed"], Types(events).TakeLast(2));
        Assert.Equal("server_error", Parsed(events[^1]).GetProperty("response").GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void Stream_OfNoText_HasItsMessageNevertheless()
    {
        var empty = ResponseSample.Completed() with { Output = [ResponseSample.Message("")] };
        var events = ResponseSample.Events(ResponseSample.Stream(Plain, writer =>
        {
            writer.WriteCreated(empty);
            writer.WriteInProgress();
            writer.WriteEnd(empty);
        }));

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
            ],
            Types(events));
    }

    [Fact]
    public void Stream_ThatBreaks_SaysSo() => Assert.Equal(
        """
        : keep-alive

        event: error
        data: {"type":"error","sequence_number":0,"code":null,"message":"The server had an error while processing your request. Sorry about that!","param":null}


        """,
        ResponseSample.Stream(Plain, writer =>
        {
            writer.WriteKeepAlive();
            writer.WriteError(ApiError.ServerError());
        }));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void Stream_ResumedAnywhere_IsTheRestOfTheWhole(int startingAfter)
    {
        var whole = ResponseSample.Events(ResponseSample.Stream(Plain, writer => ResponseSample.Respond(writer, ResponseSample.Completed())));
        var rest = ResponseSample.Stream(Plain with { StartingAfter = startingAfter }, writer => ResponseSample.Respond(writer, ResponseSample.Completed()));

        Assert.Equal(whole.Skip(startingAfter + 1), ResponseSample.Events(rest));
    }

    [Fact]
    public void Deltas_WithLogprobs_TellThem()
    {
        var stream = ResponseSample.Stream(Plain, writer =>
        {
            writer.WriteCreated(ResponseSample.Completed());
            writer.WriteDelta("I'm", [ResponseSample.Logprob]);
        });

        Assert.EndsWith(
            """
            "delta":"I'm","logprobs":[{"token":"I'm","bytes":[73,39,109],"logprob":-0.25,"top_logprobs":[{"token":"I'm","bytes":[73,39,109],"logprob":-0.25},{"token":"\\xf0\\x9f","bytes":[240,159],"logprob":-9999}]}]}
            """,
            ResponseSample.Events(stream)[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Obfuscation_OfAnyDelta_BringsItsLengthToAMultipleOf16()
    {
        var stream = ResponseSample.Stream(new(), writer =>
        {
            writer.WriteCreated(ResponseSample.Completed());
            for (var length = 0; length < 100; length++)
                writer.WriteDelta(new string('"', length));
        });

        var deltas = ResponseSample.Events(stream).Select(Parsed).Where(json => json.TryGetProperty("delta", out _)).ToList();
        Assert.Equal(100, deltas.Count);
        Assert.All(deltas, json => Assert.Equal(0, (TextOf(json, "delta").Length + TextOf(json, "obfuscation").Length) % 16));
        Assert.All(deltas, json => Assert.Matches("^[0-9A-Za-z]{0,15}$", TextOf(json, "obfuscation")));
    }

    [SharedFact("openai/recordings/ResponsesTests")]
    public void Events_BesideOpenAIs_HaveTheirKeysInTheirOrder()
    {
        var ours = ResponseSample.Events(ResponseSample.Stream(new(), writer => ResponseSample.Respond(writer, ResponseSample.Completed())));
        var theirs = EventsOf(Recorded);

        Assert.Equal(Types(theirs).Distinct(), Types(ours).Distinct());
        Assert.All(ours, json => Assert.Empty(KeyOrder.Missing(Parsed(theirs.First(other => Types([other])[0] == Types([json])[0])), Parsed(json))));
    }

    [SharedFact("openai/recordings/ResponsesTests")]
    public void Events_OfItemsAndText_HaveTheShapesOfOpenAIs()
    {
        var ours = ResponseSample.Events(ResponseSample.Stream(new(), writer => ResponseSample.Respond(writer, ResponseSample.Completed())));

        Assert.Equal(
            EventsOf(Recorded).Where(json => !IsOfResponse(json)).Select(JsonShape.Of).Distinct(),
            ours.Where(json => !IsOfResponse(json)).Select(JsonShape.Of).Distinct());
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Events_OfAnyResponse_FitTheDocument() => Assert.All(
        new[] { ResponseSample.Completed(), ResponseSample.Completed(ResponseSample.FullEcho), ResponseSample.Incomplete, ResponseSample.Failed }
            .SelectMany(response => ResponseSample.Events(ResponseSample.Stream(new(), writer =>
            {
                ResponseSample.Respond(writer, response);
                writer.WriteError(ApiError.ServerError());
            }))),
        json => Assert.Empty(ResponseFaults.Of("ResponseStreamEvent", json)));

    private static string Begun(string status) => ResponseSample.Frame(
        ResponseSample.Completed() with { Status = status, CompletedAt = null, Output = [], Usage = null }, WireJson.Frames.ResponseObject);

    private static IReadOnlyList<string> EventsOf(string recording) => ResponseSample.Events(
        string.Concat(Recording.Responses(recording).Single().EnumerateArray().Select(line => line.GetString())));

    private static bool IsOfResponse(string json) => Parsed(json).TryGetProperty("response", out _);

    private static List<string> Types(IEnumerable<string> events) => events.Select(json => TextOf(Parsed(json), "type")).ToList();

    private static string TextOf(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string? StatusOf(JsonElement json) => json.GetProperty("response").GetProperty("status").GetString();

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;
}
