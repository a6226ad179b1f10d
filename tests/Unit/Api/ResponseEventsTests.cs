using System.Buffers;
using System.Text;
using System.Text.Json;
using TenantLLM.Api.Endpoints.Responses;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class ResponseEventsTests
{
    private static readonly SessionFailure Cancelled = new(SessionFailureKind.Cancelled, "The response was cancelled.");

    [Fact]
    public void Write_WholeAnswer_HasTheEventsInOrder()
    {
        var events = Write(Answer(SessionFinishReason.Stop));

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta", "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed",
            ],
            events.Select(Type));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(frame => frame.GetProperty("sequence_number").GetInt32()));
        var response = events[^1].GetProperty("response");
        Assert.Equal("Hi you", response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("msg_1", response.GetProperty("output")[0].GetProperty("id").GetString());
        Assert.Equal((5, 100), (response.GetProperty("usage").GetProperty("input_tokens").GetInt32(), response.GetProperty("completed_at").GetInt32()));
    }

    [Fact]
    public void Write_StartingAfter_GivesTheSameEventsFromThere()
    {
        var all = Write(Answer(SessionFinishReason.Stop));
        var rest = Write(Answer(SessionFinishReason.Stop), new ResponseStreamOptions(IncludeObfuscation: false, StartingAfter: 4));
        Assert.Equal(all.Skip(5).Select(Raw), rest.Select(Raw));
    }

    [Fact]
    public void Write_AnswerCutByItsLimit_IsIncomplete()
    {
        var end = Write(Answer(SessionFinishReason.Length))[^1];
        Assert.Equal("response.incomplete", Type(end));
        Assert.Equal("max_output_tokens", end.GetProperty("response").GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal("incomplete", end.GetProperty("response").GetProperty("output")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(true, "cancelled")]
    [InlineData(false, "incomplete")]
    public void Write_StoppedAnswer_SaysWhoStoppedIt(bool isBackground, string status)
    {
        var end = Write([Started, SessionUpdate.TextDelta(0, "Hi"), Ended(Cancelled)], isBackground: isBackground)[^1];
        Assert.Equal("response.incomplete", Type(end));
        Assert.Equal(status, end.GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public void Write_FailedAnswer_TellsWhy()
    {
        var end = Write([Started, Ended(new SessionFailure(SessionFailureKind.Internal, "it broke"))])[^1];
        Assert.Equal("response.failed", Type(end));
        Assert.Equal(
            """{"code":"server_error","message":"it broke"}""", end.GetProperty("response").GetProperty("error").GetRawText());
    }

    private static SessionUpdate Started => SessionUpdate.Started(new SessionStart("fp_1"));

    private static SessionUpdate[] Answer(SessionFinishReason reason) =>
    [
        Started,
        SessionUpdate.TextDelta(0, "Hi"),
        SessionUpdate.TextDelta(0, " you"),
        SessionUpdate.ChoiceFinished(0, reason),
        SessionUpdate.Completed(new SessionUsage(5, 2, 3)).EndedAt(DateTimeOffset.FromUnixTimeSeconds(100)),
    ];

    private static SessionUpdate Ended(SessionFailure failure) =>
        SessionUpdate.Failed(failure).EndedAt(DateTimeOffset.FromUnixTimeSeconds(100));

    private static List<JsonElement> Write(
        IEnumerable<SessionUpdate> updates, ResponseStreamOptions? options = null, bool isBackground = false)
    {
        var output = new ArrayBufferWriter<byte>();
        var begun = new StoredResponse
        {
            Id = "resp_1",
            Status = ResponseStatus.InProgress,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(99),
            Model = "demo",
            IsBackground = isBackground,
            Echo = new ResponseEcho { OutputItemId = "msg_1", IsBackground = isBackground }.Serialize(),
        };
        using var events = new ResponseEvents(begun, options ?? new ResponseStreamOptions(IncludeObfuscation: false), output);
        events.WriteBeginning();
        Assert.Equal(1, updates.Count(update => !events.Write(update)));
        events.WriteEnd();
        return
        [
            .. Encoding.UTF8.GetString(output.WrittenSpan).Split('\n')
                .Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
                .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement),
        ];
    }

    private static string Type(JsonElement frame) => frame.GetProperty("type").GetString()!;

    private static string Raw(JsonElement frame) => frame.GetRawText();
}
