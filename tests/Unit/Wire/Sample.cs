using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Models;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Wire;

/// <summary>Requests and answers that several tests look at.</summary>
internal static class Sample
{
    public const string Messages = """[{"role":"user","content":"Hi"}]""";

    public static ChatCompletion Completion { get; } = new()
    {
        Id = "chatcmpl-0123456789012345678901",
        Created = 1770950813,
        Model = "demo",
        SystemFingerprint = "fp_0123456789",
        Choices = [new ChatChoice { Index = 0, Message = new ChatResponseMessage { Content = "Grüße 👋 \"<&'+>\"\n" }, FinishReason = FinishReasons.Stop }],
        Usage = CompletionUsage.Of(prompt: 11, cached: 4, completion: 9),
    };

    /// <summary>Two choices, each with its tokens: one is half a character, one stands for no bytes.</summary>
    public static ChatCompletion TwoChoices { get; } = Completion with
    {
        Choices =
        [
            new ChatChoice
            {
                Index = 0,
                Message = new ChatResponseMessage { Content = "Hi" },
                Logprobs = new([Token("Hi"u8, -0.25f, ChatTopLogprob.Of("Hi"u8, -0.25f), ChatTopLogprob.Of("He"u8, -1.5f))], null),
                FinishReason = FinishReasons.Stop,
            },
            new ChatChoice
            {
                Index = 1,
                Message = new ChatResponseMessage { Content = "\ufffd" },
                Logprobs = new([Token([0xF0, 0x9F], float.NegativeInfinity, ChatTopLogprob.Of([], -0.000020458236f))], null),
                FinishReason = FinishReasons.Length,
            },
        ],
    };

    public static ModelObject Model { get; } = new() { Id = "demo", Created = 1721172741, OwnedBy = "tenantllm" };

    /// <summary>A request body: model and messages, and these fields.</summary>
    public static string Body(string fields) => $$"""{"model":"demo","messages":{{Messages}}{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    /// <summary>A request body with these messages.</summary>
    public static string BodyOf(string messages) => $$"""{"model":"demo","messages":{{messages}}}""";

    public static ChatCompletionRequest Read(string body)
    {
        var isRead = ChatCompletionRequest.TryRead(Encoding.UTF8.GetBytes(body), out var request, out var error);
        Assert.True(isRead, error?.Message);
        return request!;
    }

    public static ApiError ReadError(string body) => ReadError(Encoding.UTF8.GetBytes(body));

    public static ApiError ReadError(byte[] body)
    {
        Assert.False(ChatCompletionRequest.TryRead(body, out _, out var error));
        return error!;
    }

    public static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    public static string Body(ChatCompletion completion) => Json(completion, WireJson.Bodies.ChatCompletion);

    /// <summary>What a stream writer writes.</summary>
    public static string Stream(ChatStreamOptions options, Action<ChatStreamWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new ChatStreamWriter(new("chatcmpl-0123456789012345678901", 1770950834, "demo", "fp_0123456789"), options, output);
        write(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A whole answer in frames.</summary>
    public static void Answer(ChatStreamWriter writer)
    {
        writer.WriteStart();
        writer.WriteContent("I'm");
        writer.WriteContent(" 👋");
        writer.WriteFinish(FinishReasons.Stop);
        writer.WriteUsage(CompletionUsage.Of(prompt: 26, cached: 0, completion: 10));
        writer.WriteDone();
    }

    /// <summary>Two answers in frames, each with its tokens.</summary>
    public static void TwoAnswers(ChatStreamWriter writer)
    {
        writer.WriteStart(0, ChatLogprobs.None);
        writer.WriteStart(1, ChatLogprobs.None);
        writer.WriteContent("Hi", 1, new([Token("Hi"u8, -0.25f, ChatTopLogprob.Of("Hi"u8, -0.25f), ChatTopLogprob.Of("He"u8, -1.5f))], null));
        writer.WriteContent("He", 0, new([Token("He"u8, -1.5f)], null));
        writer.WriteFinish(FinishReasons.Length, 1);
        writer.WriteFinish(FinishReasons.Stop, 0);
        writer.WriteUsage(CompletionUsage.Of(prompt: 26, cached: 25, completion: 2));
        writer.WriteDone();
    }

    /// <summary>The JSON of the frames of a stream.</summary>
    public static IReadOnlyList<string> Frames(string stream) =>
        stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(frame => frame.StartsWith("data: {", StringComparison.Ordinal))
            .Select(frame => frame["data: ".Length..])
            .ToList();

    private static ChatTokenLogprob Token(ReadOnlySpan<byte> bytes, float logprob, params ChatTopLogprob[] top) =>
        ChatTokenLogprob.Of(bytes, logprob, top);
}
