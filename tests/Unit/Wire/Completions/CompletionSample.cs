using System.Buffers;
using System.Text;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Completions;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Streaming;
using Xunit;

namespace TenantLLM.Unit.Wire.Completions;

internal static class CompletionSample
{
    public static TextCompletion Completion { get; } = new()
    {
        Id = "cmpl-0123456789012345678901",
        Created = 1770950813,
        Model = "demo",
        SystemFingerprint = "fp_0123456789",
        Choices =
        [
            new TextChoice { Text = "Grüße 👋", Index = 0, FinishReason = FinishReasons.Stop },
            new TextChoice { Text = "Hi", Index = 1, Logprobs = Logprobs, FinishReason = FinishReasons.Length },
        ],
        Usage = CompletionUsage.Of(prompt: 11, cached: 4, completion: 9),
    };

    public static TextLogprobs Logprobs
    {
        get
        {
            var builder = new TextLogprobsBuilder();
            builder.Add("H"u8, -0.25f, [("H"u8.ToArray(), -0.25f), ("J"u8.ToArray(), -1.5f)]);
            builder.Add("i"u8, float.NegativeInfinity, []);
            return builder.Take();
        }
    }

    /// <summary>A request body: model and prompt, and these fields.</summary>
    public static string Body(string fields) => $$"""{"model":"demo","prompt":"Hi"{{(fields.Length > 0 ? "," : "")}}{{fields}}}""";

    /// <summary>A request body with this prompt.</summary>
    public static string BodyOf(string prompt) => $$"""{"model":"demo","prompt":{{prompt}}}""";

    public static CreateCompletionRequest Read(string body)
    {
        var isRead = CreateCompletionRequest.TryRead(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out var request, out var error);
        Assert.True(isRead, error?.Message);
        return request!;
    }

    public static ApiError ReadError(string body)
    {
        Assert.False(CreateCompletionRequest.TryRead(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)), out _, out var error));
        return error!;
    }

    /// <summary>What a stream writer writes of two choices.</summary>
    public static string Stream(ChatStreamOptions options)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new TextStreamWriter(new("cmpl-0123456789012345678901", 1770950834, "demo", "fp_0123456789"), options, output);
        writer.WriteText("I'm", 0);
        writer.WriteText("Hi", 1, Logprobs);
        writer.WriteFinish(FinishReasons.Stop, 0);
        writer.WriteFinish(FinishReasons.Length, 1);
        writer.WriteUsage(CompletionUsage.Of(prompt: 26, cached: 0, completion: 10));
        writer.WriteDone();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
