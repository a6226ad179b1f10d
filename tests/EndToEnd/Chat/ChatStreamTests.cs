using System.Text.Json;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

[Collection(StandaloneGroup.Name)]
public partial class ChatStreamTests(StandaloneFixture standalone)
{
    private const string Prompt = "Count to 3.";

    [Fact]
    public async Task Stream_Plain_IsThisByteForByte() => Assert.Equal(
        """
        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"1"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":" "},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"2"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":" "},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"3"},"logprobs":null,"finish_reason":null}]}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}

        data: [DONE]


        """,
        Anonymous(await standalone.Client.AnswerAsync(ChatCalls.StreamRequest(Prompt))));

    [Fact]
    public async Task Stream_WithUsage_IsThisByteForByte() => Assert.Equal(
        """
        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"1"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":" "},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"2"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":" "},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{"content":"3"},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

        data: {"id":"ID","object":"chat.completion.chunk","created":0,"model":"demo","service_tier":"default","system_fingerprint":"FP","choices":[],"usage":{"prompt_tokens":13,"completion_tokens":5,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}

        data: [DONE]


        """,
        Anonymous(await standalone.Client.AnswerAsync(ChatCalls.StreamRequest(Prompt, includeUsage: true))));

    [Fact]
    public async Task Stream_Obfuscated_IsThePlainOnePaddedToSixteens()
    {
        var request = ChatCalls.StreamRequest(Prompt);
        var plain = EventStream.Frames(Anonymous(await standalone.Client.AnswerAsync(request)));
        request.Remove("stream_options");
        var padded = await standalone.Client.AnswerAsync(request);

        Assert.Equal(plain, EventStream.Frames(Anonymous(Padding().Replace(padded, "}"))));
        Assert.All(EventStream.Frames(padded), frame =>
        {
            var padding = Padding().Match(frame);
            Assert.True(padding.Success, $"no obfuscation at the end of {frame}");
            var length = frame.Length - padding.Length + 1;
            Assert.Equal((16 - (length % 16)) % 16, padding.Groups[1].Length);
        });
    }

    [Fact]
    public async Task Stream_StoppedByLength_SaysSo()
    {
        var request = ChatCalls.StreamRequest(Prompt);
        request["max_completion_tokens"] = 1;

        var frames = EventStream.Frames(await standalone.Client.AnswerAsync(request));

        Assert.Equal(3, frames.Count);
        Assert.Contains("\"delta\":{\"content\":\"1\"}", frames[1], StringComparison.Ordinal);
        Assert.Contains("\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"", frames[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_AtAStopSequence_EndsBeforeIt()
    {
        var request = ChatCalls.StreamRequest(Prompt);
        request["stop"] = " 2";

        Assert.Equal("1", EventStream.Answer(await standalone.Client.AnswerAsync(request)).Text);
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Frames_OfAnyOptions_FitTheDocument()
    {
        var obfuscated = ChatCalls.StreamRequest(Prompt);
        obfuscated.Remove("stream_options");
        foreach (var request in new[] { ChatCalls.StreamRequest(Prompt), ChatCalls.StreamRequest(Prompt, includeUsage: true), obfuscated })
        {
            Assert.All(EventStream.Frames(await standalone.Client.AnswerAsync(request)), frame => Assert.Empty(
                OpenApiDocument.Shared.Faults("CreateChatCompletionStreamResponse", JsonDocument.Parse(frame).RootElement)));
        }
    }

    [SharedFact("openai/recordings/ChatTests/StreamingStructuredRefusalWorks.json")]
    public async Task Frames_BesideOpenAIs_HaveTheSameShapes()
    {
        var request = ChatCalls.StreamRequest(Prompt, includeUsage: true);
        request["stream_options"]!["include_obfuscation"] = true;
        var ours = EventStream.Frames(await standalone.Client.AnswerAsync(request));
        var theirs = Recording.Frames("ChatTests/StreamingStructuredRefusalWorks");

        Assert.Equal(theirs.Select(JsonShape.Of).Distinct(), ours.Select(JsonShape.Of).Distinct());
    }

    /// <summary>The stream with what differs from answer to answer replaced; fails unless all frames agree on it.</summary>
    private static string Anonymous(string stream)
    {
        foreach (var (pattern, replacement) in new[] { (Id(), "ID"), (Created(), "0"), (Fingerprint(), "FP") })
        {
            var frames = EventStream.Frames(stream);
            Assert.Single(frames.Select(frame => pattern.Match(frame).Value).Distinct(), value => value.Length > 0);
            stream = pattern.Replace(stream, replacement);
        }

        // How much of the prompt is warm depends on the tests before.
        return CachedTokens().Replace(stream, "0");
    }

    [GeneratedRegex("(?<=\"id\":\")chatcmpl-[0-9A-Za-z]{22,}(?=\")")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=\"created\":)[0-9]{10}(?=,)")]
    private static partial Regex Created();

    [GeneratedRegex("(?<=\"system_fingerprint\":\")fp_[0-9a-f]{10}(?=\")")]
    private static partial Regex Fingerprint();

    [GeneratedRegex("(?<=\"cached_tokens\":)[0-9]+(?=,)")]
    private static partial Regex CachedTokens();

    [GeneratedRegex(",\"obfuscation\":\"([0-9A-Za-z]*)\"}(?=\n|$)")]
    private static partial Regex Padding();
}
