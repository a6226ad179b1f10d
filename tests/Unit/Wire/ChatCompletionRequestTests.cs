using System.Buffers;
using System.Text;
using TenantLLM.TestKit;
using TenantLLM.Wire.Chat;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class ChatCompletionRequestTests
{
    [Fact]
    public void Request_WithoutOptions_HasDefaults()
    {
        var request = Sample.Read(Sample.Body(""));

        Assert.Equal("demo", request.Model);
        Assert.Equal([new ChatRequestMessage { Role = "user", Content = "Hi" }], request.Messages);
        Assert.Equal((false, ChatStreamOptions.Default), (request.Stream, request.StreamOptions));
        Assert.Equal((null, null, null, null), (request.MaxCompletionTokens, request.Sampling.Temperature, request.Sampling.TopP, request.Sampling.Seed));
        Assert.Equal((null, null, null, null, null), (request.Sampling.FrequencyPenalty, request.Sampling.PresencePenalty, request.Sampling.TopK, request.Sampling.MinP, request.Sampling.RepetitionPenalty));
        Assert.Equal((1, null), (request.Choices, request.TopLogprobs));
        Assert.Empty(request.Sampling.LogitBias);
        Assert.Empty(request.Sampling.Stop);
        Assert.Empty(request.Metadata);
    }

    [Fact]
    public void Request_WithEveryOption_HoldsThem()
    {
        var request = Sample.Read(Sample.Body(
            """
            "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"max_completion_tokens":7,"temperature":0.5,
            "top_p":0.9,"seed":-9223372036854775808,"stop":["a","b"],"prompt_cache_key":"k","safety_identifier":"s","user":"u",
            "metadata":{"a":"b"},"store":true,"service_tier":"flex"
            """));

        Assert.Equal((true, new ChatStreamOptions(true, false)), (request.Stream, request.StreamOptions));
        Assert.Equal((7, 0.5, 0.9, long.MinValue), (request.MaxCompletionTokens, request.Sampling.Temperature, request.Sampling.TopP, request.Sampling.Seed));
        Assert.Equal(["a", "b"], request.Sampling.Stop);
        Assert.Equal(("k", "s", "u"), (request.PromptCacheKey, request.SafetyIdentifier, request.User));
        Assert.Equal([new("a", "b")], request.Metadata);
        Assert.Equal((true, "flex"), (request.Store, request.ServiceTier));
    }

    [Fact]
    public void Request_WithEverySamplingOption_HoldsThem()
    {
        var request = Sample.Read(Sample.Body(
            """
            "frequency_penalty":-2,"presence_penalty":1.5,"logit_bias":{"50256":-100,"0":0.5,"1":1,"01":2},"n":128,"logprobs":true,
            "top_logprobs":20,"top_k":40,"min_p":0.05,"repetition_penalty":1.1
            """));

        Assert.Equal((-2, 1.5), (request.Sampling.FrequencyPenalty, request.Sampling.PresencePenalty));
        Assert.Equal([new(50256, -100), new(0, 0.5), new(1, 2)], request.Sampling.LogitBias);
        Assert.Equal((128, 20), (request.Choices, request.TopLogprobs));
        Assert.Equal((40, 0.05, 1.1), (request.Sampling.TopK, request.Sampling.MinP, request.Sampling.RepetitionPenalty));
    }

    [Theory]
    [InlineData("\"logprobs\":true", 0)]
    [InlineData("\"logprobs\":true,\"top_logprobs\":null", 0)]
    [InlineData("\"logprobs\":true,\"top_logprobs\":5", 5)]
    [InlineData("\"logprobs\":false,\"top_logprobs\":0", null)]
    public void TopLogprobs_OfBothFields_IsWhatIsAskedFor(string fields, int? expected) =>
        Assert.Equal(expected, Sample.Read(Sample.Body(fields)).TopLogprobs);

    [Theory]
    [InlineData("\"max_tokens\":5")]
    [InlineData("\"max_tokens\":5.0")]
    [InlineData("\"max_tokens\":0.5e1")]
    [InlineData("\"max_tokens\":null,\"max_completion_tokens\":5")]
    [InlineData("\"max_tokens\":\"x\",\"max_tokens\":5")]
    public void MaxTokens_InAnySpelling_IsRead(string fields) => Assert.Equal(5, Sample.Read(Sample.Body(fields)).MaxCompletionTokens);

    [Theory]
    [InlineData("\"stop\":\"END\"", "END")]
    [InlineData("\"stop\":[\"a\",\"\\n\"]", "a|\n")]
    [InlineData("\"stop\":null", "")]
    public void Stop_OfEitherType_IsAList(string fields, string expected) =>
        Assert.Equal(expected, string.Join('|', Sample.Read(Sample.Body(fields)).Sampling.Stop));

    [Fact]
    public void Messages_OfEveryRole_AreRead()
    {
        var request = Sample.Read(Sample.BodyOf(
            """
            [
              {"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
              {"role":"developer","content":""},
              {"role":"user","content":"\ud83d\ude00 \u0000","name":"Ann"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}],
               "refusal":null,"annotations":[],"audio":null,"function_call":null},
              {"role":"tool","content":"42","tool_call_id":"call_1"},
              {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
              {"role":"assistant","refusal":"Never."}
            ]
            """));

        Assert.Equal(["a\nb", "", "😀 \0", null, "42", null, null], request.Messages.Select(message => message.Content));
        Assert.Equal("Ann", request.Messages[2].Name);
        Assert.Equal([new ChatToolCall { Id = "call_1", Function = new ChatFunctionCall("f", "{}") }], request.Messages[3].ToolCalls);
        Assert.Equal("call_1", request.Messages[4].ToolCallId);
        Assert.Equal(["No.", "Never."], request.Messages.Select(message => message.Refusal).OfType<string>());
    }

    [Fact]
    public void ToolCalls_AnsweredInAnotherOrder_AreRead()
    {
        var request = Sample.Read(Sample.BodyOf(
            """
            [
              {"role":"assistant","tool_calls":[
                {"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}},
                {"id":"call_2","type":"function","function":{"name":"g","arguments":"{}"}}]},
              {"role":"tool","content":"2","tool_call_id":"call_2"},
              {"role":"tool","content":"1","tool_call_id":"call_1"},
              {"role":"user","content":"And?"}
            ]
            """));

        Assert.Equal(["call_2", "call_1"], request.Messages.Select(message => message.ToolCallId).OfType<string>());
    }

    [Fact]
    public void Body_WithAByteOrderMark_IsRead() => Sample.Read("\uFEFF" + Sample.Body(""));

    [Fact]
    public void Body_InPieces_IsRead()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample.Body(""));
        var first = new Piece(bytes.AsMemory(0, 10), null);
        var last = new Piece(bytes.AsMemory(10), first);

        Assert.True(ChatCompletionRequest.TryRead(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), out _, out _));
    }

    [Fact]
    public void Messages_AtTheLimit_AreRead() =>
        Assert.Equal(2048, Sample.Read(Sample.BodyOf($"[{string.Join(',', Enumerable.Repeat(Sample.Messages[1..^1], 2048))}]")).Messages.Count);

    [SharedFact("openai/recordings/ChatTests")]
    public void Requests_OfOpenAIsSdk_AreRead()
    {
        string[] recordings = ["ChatTests/HelloWorldChat", "ChatTests/TwoTurnChat", "ChatTests/StreamingStructuredRefusalWorks"];

        Assert.All(recordings.SelectMany(Recording.Requests), body => Sample.Read(body.GetRawText()));
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
                before.Next = this;
        }
    }
}
