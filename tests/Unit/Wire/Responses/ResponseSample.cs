using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Responses;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

/// <summary>Requests, responses and streams that several tests look at.</summary>
internal static class ResponseSample
{
    public const string MessageId = "msg_aaaaaaaaaaaaaaaa0000000000000000000000000000000002";

    public static ResponseEcho Echo { get; } = new() { OutputItemId = MessageId };

    public static MessageItem Answer { get; } = Message("I'm 👋");

    /// <summary>Every key has a value that is not its default.</summary>
    public static ResponseEcho FullEcho { get; } = new()
    {
        OutputItemId = MessageId,
        IsBackground = true,
        ConversationId = "conv_1",
        Instructions = "Be brief.",
        MaxOutputTokens = 16,
        ParallelToolCalls = false,
        PreviousResponseId = "resp_1",
        PromptCacheKey = "key",
        ReasoningEffort = "medium",
        SafetyIdentifier = "safe",
        ServiceTier = "flex",
        Store = false,
        Temperature = 0.5,
        ToolChoice = "none",
        TopLogprobs = 2,
        TopP = 0.25,
        MayTruncate = true,
        User = "user",
        Metadata = new Dictionary<string, string> { ["z"] = "1", ["a"] = "é" },
    };

    public static OutputLogprob Logprob { get; } =
        OutputLogprob.Of("I'm"u8, -0.25f, [OutputTopLogprob.Of("I'm"u8, -0.25f), OutputTopLogprob.Of([0xF0, 0x9F], float.NegativeInfinity)]);

    public static ResponseObject Completed(ResponseEcho? echo = null) => new(echo ?? Echo)
    {
        Id = "resp_aaaaaaaaaaaaaaaa0000000000000000000000000000000001",
        CreatedAt = 1782520122,
        CompletedAt = 1782520123,
        Status = ResponseStatuses.Completed,
        Model = "demo",
        Output = [Answer],
        Usage = ResponseUsage.Of(input: 22, cached: 16, output: 18),
    };

    public static ResponseObject Incomplete { get; } = Completed() with
    {
        Status = ResponseStatuses.Incomplete,
        CompletedAt = null,
        IncompleteDetails = IncompleteDetails.MaxOutputTokens,
        Output = [Answer with { Status = ItemStatuses.Incomplete }],
    };

    public static ResponseObject Failed { get; } = Completed() with
    {
        Status = ResponseStatuses.Failed,
        CompletedAt = null,
        Output = [],
        Error = new ResponseError(ResponseErrorCodes.ServerError, "The server had an error."),
        Usage = null,
    };

    /// <summary>Every kind of item, as answers have them.</summary>
    public static IReadOnlyList<Item> Items { get; } =
    [
        new MessageItem { Id = "msg_1", Role = "user", Content = [new InputTextPart("Hi")] },
        new MessageItem { Id = "msg_2", Role = "assistant", Content = [new RefusalPart("No.")], Status = ItemStatuses.Incomplete },
        new FunctionCallItem { Id = "fc_1", CallId = "call_1", Name = "f", Arguments = "{\"a\":1}" },
        new FunctionCallOutputItem { Id = "fco_1", CallId = "call_1", Output = CallOutput.Of("42") },
        new FunctionCallOutputItem { Id = "fco_2", CallId = "call_1", Output = CallOutput.Of([new InputTextPart("42")]) },
        new ReasoningItem { Id = "rs_1", Summary = [new SummaryTextPart("s")], Content = [new ReasoningTextPart("r")] },
        new ReasoningItem { Id = "rs_2" },
    ];

    public static MessageItem Message(string text) =>
        new() { Id = MessageId, Role = "assistant", Content = [new OutputTextPart(text)] };

    public static string Frame<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    /// <summary>A request body: model and input, and these fields.</summary>
    public static string Body(string fields) => $$"""{"model":"demo","input":"Hi"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    /// <summary>A request body with this input.</summary>
    public static string BodyOf(string input) => $$"""{"model":"demo","input":{{input}}}""";

    public static ReadOnlySequence<byte> Bytes(string body) => new(Encoding.UTF8.GetBytes(body));

    public static CreateResponseRequest Read(string body)
    {
        var isRead = CreateResponseRequest.TryRead(Bytes(body), out var request, out var error);
        Assert.True(isRead, error?.Message);
        return request!;
    }

    /// <summary>The items of this input.</summary>
    public static IReadOnlyList<Item> ReadItems(string input) => Read(BodyOf(input)).Prompt.Input;

    public static ApiError ReadError(string body)
    {
        Assert.False(CreateResponseRequest.TryRead(Bytes(body), out _, out var error));
        return error!;
    }

    /// <summary>What a stream writer writes.</summary>
    public static string Stream(ResponseStreamOptions options, Action<ResponseStreamWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new ResponseStreamWriter(options, output);
        write(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A whole response in events.</summary>
    public static void Respond(ResponseStreamWriter writer, ResponseObject response)
    {
        writer.WriteCreated(response);
        writer.WriteInProgress();
        writer.WriteDelta("I'm");
        writer.WriteDelta(" 👋");
        writer.WriteEnd(response);
    }

    /// <summary>The JSON of the events of a stream; each names itself twice.</summary>
    public static IReadOnlyList<string> Events(string stream) => stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Where(frame => !frame.StartsWith(':'))
        .Select(frame =>
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            var json = lines[1]["data: ".Length..];
            Assert.StartsWith($"{{\"type\":\"{lines[0]["event: ".Length..]}\",\"sequence_number\":", json, StringComparison.Ordinal);
            return json;
        })
        .ToList();
}
