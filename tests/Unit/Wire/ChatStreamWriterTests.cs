using System.Text;
using System.Text.Json;
using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class ChatStreamWriterTests
{
    private static readonly ChatStreamOptions Plain = new(IncludeUsage: false, IncludeObfuscation: false);
    private static readonly ChatStreamOptions WithUsage = new(IncludeUsage: true, IncludeObfuscation: false);

    [Fact]
    public void Stream_WithoutOptions_IsThis() => Assert.Equal(
        """
        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"content":"I'm"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"content":" 👋"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}

        data: [DONE]


        """,
        Sample.Stream(Plain, Sample.Answer));

    [Fact]
    public void Stream_WithUsage_IsThis() => Assert.Equal(
        """
        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"content":"I'm"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"content":" 👋"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[],"usage":{"prompt_tokens":26,"completion_tokens":10,"total_tokens":36,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

        data: [DONE]


        """,
        Sample.Stream(WithUsage, Sample.Answer));

    [Fact]
    public void Stream_OfTwoChoicesWithLogprobs_IsThis() => Assert.Equal(
        """
        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":{"content":[],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":1,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":{"content":[],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":1,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.25,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.25,"bytes":[72,105]},{"token":"He","logprob":-1.5,"bytes":[72,101]}]}],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{"content":"He"},"logprobs":{"content":[{"token":"He","logprob":-1.5,"bytes":[72,101],"top_logprobs":[]}],"refusal":null},"finish_reason":null}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":1,"delta":{},"logprobs":null,"finish_reason":"length"}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"chatcmpl-0123456789012345678901","object":"chat.completion.chunk","created":1770950834,"model":"demo","service_tier":"default","system_fingerprint":"fp_0123456789","choices":[],"usage":{"prompt_tokens":26,"completion_tokens":2,"total_tokens":28,"prompt_tokens_details":{"cached_tokens":25,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

        data: [DONE]


        """,
        Sample.Stream(WithUsage, Sample.TwoAnswers));

    [Fact]
    public void Stream_ThatFails_SaysSoAndEnds() => Assert.Equal(
        """
        : keep-alive

        data: {"error":{"message":"The server had an error while processing your request. Sorry about that!","type":"server_error","param":null,"code":null}}

        data: [DONE]


        """,
        Sample.Stream(Plain, writer =>
        {
            writer.WriteKeepAlive();
            writer.WriteError(ApiError.ServerError());
            writer.WriteDone();
        }));

    [Fact]
    public void Content_OfAnyCharacter_IsOneLineThatReadsBack()
    {
        var text = string.Concat(Enumerable.Range(0, 0x3000).Where(c => c is < 0xD800 or > 0xDFFF).Select(c => (char)c)) + "😀\u2028𝕏";

        var frame = Sample.Frames(Sample.Stream(Plain, writer => writer.WriteContent(text))).Single();

        Assert.DoesNotContain('\n', frame);
        using var json = JsonDocument.Parse(frame);
        Assert.Equal(text, json.RootElement.GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString());
        Assert.Contains("😀", frame, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_OfHalfACharacter_IsReplaced()
    {
        var frame = Sample.Frames(Sample.Stream(Plain, writer => writer.WriteContent("a\ud83db"))).Single();

        Assert.Contains("a\ufffdb", frame, StringComparison.Ordinal);
    }

    [Fact]
    public void Obfuscation_OfAnyFrame_BringsItsLengthToOneModulo16()
    {
        var stream = Sample.Stream(ChatStreamOptions.Default, writer =>
        {
            for (var length = 0; length < 100; length++)
                writer.WriteContent(new string('x', length));
            Sample.Answer(writer);
        });

        Assert.All(Sample.Frames(stream), frame => Assert.Equal(1, Encoding.UTF8.GetByteCount(frame) % 16));
        Assert.All(Sample.Frames(stream), frame => Assert.Matches("\"obfuscation\":\"[0-9A-Za-z]{0,15}\"}$", frame));
    }

    [SharedFact("openai/recordings/ChatTests/StreamingStructuredRefusalWorks.json")]
    public void Obfuscation_OfOpenAI_FollowsTheSameRule() => Assert.All(
        Recording.Frames("ChatTests/StreamingStructuredRefusalWorks"),
        frame => Assert.Equal(1, frame.Length % 16));

    [SharedFact("openai/recordings/ChatTests/StreamingStructuredRefusalWorks.json")]
    public void Frames_BesideOpenAIs_HaveTheSameShapes()
    {
        var ours = Sample.Frames(Sample.Stream(new(IncludeUsage: true, IncludeObfuscation: true), Sample.Answer));
        var theirs = Recording.Frames("ChatTests/StreamingStructuredRefusalWorks");

        Assert.Equal(theirs.Select(JsonShape.Of).Distinct(), ours.Select(JsonShape.Of).Distinct());
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public void Frames_OfAnyOptions_FitTheDocument() => Assert.All(
        new[] { Plain, WithUsage, ChatStreamOptions.Default }.SelectMany(options =>
            Sample.Frames(Sample.Stream(options, Sample.Answer)).Concat(Sample.Frames(Sample.Stream(options, Sample.TwoAnswers)))),
        frame => Assert.Empty(OpenApiDocument.Shared.Faults("CreateChatCompletionStreamResponse", JsonDocument.Parse(frame).RootElement)));
}
