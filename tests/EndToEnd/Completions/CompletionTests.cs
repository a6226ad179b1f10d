using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using static TenantLLM.EndToEnd.Completions.CompletionCalls;

namespace TenantLLM.EndToEnd.Completions;

[Collection(StandaloneGroup.Name)]
public class CompletionTests(StandaloneFixture standalone)
{
    private readonly HttpClient _client = standalone.Client;

    [Fact]
    public async Task Prompt_AsText_IsContinuedAsItIs()
    {
        var body = await _client.CompleteAsync(Request(Turn("Count to 3.")));

        Assert.Matches("^cmpl-[0-9A-Za-z]{22,}$", body.GetProperty("id").GetString());
        Assert.Equal("1 2 3", Assert.Single(body.Texts()));
        Assert.Equal("stop", body.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(
            "{id:String,object:String,created:Number,model:String,choices:[{text:String,index:Number,logprobs:Null,finish_reason:String}],"
            + "usage:{prompt_tokens:Number,completion_tokens:Number,total_tokens:Number,prompt_tokens_details:{cached_tokens:Number,audio_tokens:Number},"
            + "completion_tokens_details:{reasoning_tokens:Number,audio_tokens:Number,accepted_prediction_tokens:Number,rejected_prediction_tokens:Number}},"
            + "system_fingerprint:String}",
            JsonShape.Of(body));
        Assert.Equal((13, 5), Usage(body));
    }

    [Fact]
    public async Task Prompt_InAStream_IsContinuedInFrames()
    {
        using var response = await _client.PostJsonAsync(Route, StreamRequest(Turn("Count to 3.")));
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var frames = EventStream.Frames(await response.Content.ReadAsStringAsync()).Select(frame => JsonDocument.Parse(frame).RootElement).ToList();

        Assert.Equal("1 2 3", frames.Text(0));
        Assert.Single(frames.Select(frame => (frame.GetProperty("id").GetString(), frame.GetProperty("created").GetInt64())).Distinct());
        Assert.All(frames, frame => Assert.StartsWith(
            "{id:String,object:String,created:Number,model:String,system_fingerprint:String,choices:[{text:String,index:Number,logprobs:Null,finish_reason:",
            JsonShape.Of(frame),
            StringComparison.Ordinal));
        Assert.All(frames, frame => Assert.Equal("text_completion", frame.GetProperty("object").GetString()));
        var reasons = frames.Select(frame => frame.GetProperty("choices")[0].GetProperty("finish_reason").GetString()).ToList();
        Assert.All(reasons[..^1], Assert.Null);
        Assert.Equal("stop", reasons[^1]);
        Assert.Equal("", frames[^1].GetProperty("choices")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stream_WithUsage_TellsItInTheLastFrame()
    {
        var request = StreamRequest(new JsonArray(Turn("Count to 3."), Turn("Count to 2.")));
        request["stream_options"] = new JsonObject { ["include_usage"] = true };
        var frames = await _client.FramesAsync(request);

        Assert.All(frames, frame => Assert.True(frame.TryGetProperty("obfuscation", out _)));
        Assert.All(frames.SkipLast(1), frame => Assert.Equal(JsonValueKind.Null, frame.GetProperty("usage").ValueKind));
        Assert.Equal(0, frames[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal((26, 8), Usage(frames[^1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompts_Several_AreNumberedPromptByPrompt(bool stream)
    {
        JsonArray prompts = [Turn("Count to 3."), Turn("Count to 2."), Turn("Count to 4.")];
        var request = stream ? StreamRequest(prompts) : Request(prompts);
        request["n"] = 2;
        string[] expected = ["1 2 3", "1 2 3", "1 2", "1 2", "1 2 3 4", "1 2 3 4"];

        if (stream)
        {
            var frames = await _client.FramesAsync(request);
            Assert.Equal(expected, Enumerable.Range(0, 6).Select(frames.Text));
            return;
        }

        var body = await _client.CompleteAsync(request);
        Assert.Equal(expected, body.Texts());
        Assert.Equal(Enumerable.Range(0, 6), body.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()));
        Assert.Equal(3 * 13, Usage(body).Prompt);
    }

    [Fact]
    public async Task Prompts_AsManyAsMayBe_AreAllAnswered()
    {
        var request = Request(new JsonArray([.. Enumerable.Range(0, 200).Select(_ => JsonValue.Create(Turn("Count to 2.")))]));
        Assert.All((await _client.CompleteAsync(request)).Texts(), text => Assert.Equal("1 2", text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_Echoed_AreTheirText(bool stream)
    {
        JsonArray tokens = [new JsonArray(60, 61), new JsonArray(62)];
        var request = stream ? StreamRequest(tokens) : Request(tokens);
        request["echo"] = true;
        request["max_tokens"] = 0;

        var texts = stream
            ? [(await _client.FramesAsync(request)).Text(0), (await _client.FramesAsync(request.DeepClone().AsObject())).Text(1)]
            : (await _client.CompleteAsync(request)).Texts();

        // Tokens of the demo model stand for a byte each up to here.
        Assert.Equal([2, 1], texts.Select(text => text.Length));
        var body = await _client.CompleteAsync(Request(new JsonArray(60, 61)));
        Assert.Equal((2, 16), Usage(body));
    }

    [Fact]
    public async Task Text_Echoed_ComesBeforeTheAnswer()
    {
        var request = Request(Turn("Count to 3."));
        request["echo"] = true;
        Assert.Equal(Turn("Count to 3.") + "1 2 3", Assert.Single((await _client.CompleteAsync(request)).Texts()));
    }

    [Fact]
    public async Task Prompt_Absent_IsTheBeginningOfADocument()
    {
        var request = new JsonObject { ["model"] = "demo", ["max_tokens"] = 3, ["seed"] = 1 };
        Assert.Equal(1, Usage(await _client.CompleteAsync(request)).Prompt);
    }

    [Fact]
    public async Task Logprobs_Asked_AreInTheLegacyForm()
    {
        var request = Request(Turn("Count to 3."));
        request["logprobs"] = 2;
        var logprobs = (await _client.CompleteAsync(request)).GetProperty("choices")[0].GetProperty("logprobs");

        Assert.Equal(["tokens", "token_logprobs", "top_logprobs", "text_offset"], logprobs.EnumerateObject().Select(property => property.Name));
        Assert.Equal("1 2 3", string.Concat(logprobs.GetProperty("tokens").EnumerateArray().Select(token => token.GetString())));
        Assert.Equal([0, 1, 2, 3, 4], logprobs.GetProperty("text_offset").EnumerateArray().Select(offset => offset.GetInt32()));
        Assert.All(logprobs.GetProperty("token_logprobs").EnumerateArray(), number => Assert.InRange(number.GetSingle(), -1, 0));
        Assert.All(logprobs.GetProperty("top_logprobs").EnumerateArray(), top => Assert.Equal(2, top.EnumerateObject().Count()));
    }

    [Fact]
    public async Task BestOf_Several_TellsTheLikeliest()
    {
        var request = Request(Turn("Tell me a story."));
        request["temperature"] = 1.5;
        request["seed"] = 3;
        request["logprobs"] = 0;
        request["n"] = 8;
        var all = (await _client.CompleteAsync(request)).GetProperty("choices").EnumerateArray().ToList();
        request["n"] = 2;
        request["best_of"] = 8;
        var best = await _client.CompleteAsync(request);

        Assert.Equal(
            all.OrderByDescending(Mean).Take(2).Select(choice => choice.GetProperty("text").GetString()),
            best.Texts());
        Assert.InRange(Usage(best).Completion, 8, 8 * 16);

        static double Mean(JsonElement choice) => choice.GetProperty("logprobs").GetProperty("token_logprobs").EnumerateArray()
            .Select(number => (double)number.GetSingle()).DefaultIfEmpty(double.NegativeInfinity).Average();
    }

    [Fact]
    public async Task Options_OfSampling_AreHonoured()
    {
        var stopped = Request(Turn("Count to 3."));
        stopped["stop"] = "2";
        Assert.Equal("1 ", Assert.Single((await _client.CompleteAsync(stopped)).Texts()));

        var biased = Request(Turn("Count to 3."));
        biased["logit_bias"] = new JsonObject { ["60"] = 100 };
        var text = Assert.Single((await _client.CompleteAsync(biased)).Texts());
        Assert.Equal(new string(text[0], 16), text);

        var short_ = Request(Turn("Count to 3."));
        short_["max_tokens"] = 2;
        Assert.Equal("length", (await _client.CompleteAsync(short_)).GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [SharedFact(OpenApiDocument.SharedPath)]
    public async Task Completion_OfTheServer_FitsTheDocument()
    {
        var request = Request(Turn("Count to 3."));
        request["logprobs"] = 3;
        Assert.Empty(OpenApiDocument.Shared.Faults("CreateCompletionResponse", await _client.CompleteAsync(request)));
    }

    public static TheoryData<string, int, string?, string?> Faults => new()
    {
        { """{"model":"none","prompt":"Hi"}""", 404, "model_not_found", "model" },
        { """{"model":"none","prompt":["Hi","Hi"],"stream":true}""", 404, "model_not_found", "model" },
        { """{"model":"demo","prompt":7}""", 400, "invalid_type", "prompt" },
        { """{"model":"demo","prompt":[]}""", 400, "empty_array", "prompt" },
        { """{"model":"demo","prompt":[5000]}""", 400, null, "prompt" },
        { """{"model":"demo","prompt":[[1],[5000]],"stream":true}""", 400, null, "prompt" },
        { """{"model":"demo","prompt":"Hi","suffix":"!"}""", 400, "unsupported_parameter", "suffix" },
        { """{"model":"demo","prompt":"Hi","echo":true,"logprobs":1}""", 400, "unsupported_parameter", "echo" },
        { """{"model":"demo","prompt":"Hi","best_of":2,"stream":true}""", 400, "invalid_parameter_combination", "best_of" },
        { """{"model":"demo","prompt":"Hi","logprobs":6}""", 400, "integer_above_max_value", "logprobs" },
        { """{"model":"demo","prompt":"Hi","max_tokens":-1}""", 400, "integer_below_min_value", "max_tokens" },
        { """{"model":"demo","prompt":"Hi","messages":[]}""", 400, null, null },
        { $$"""{"model":"demo","prompt":"{{new string('a', 100_000)}}"}""", 400, "context_length_exceeded", "prompt" },
        { $$"""{"model":"demo","stream":true,"prompt":["Hi","{{new string('a', 100_000)}}"]}""", 400, "context_length_exceeded", "prompt" },
        { "{", 400, null, null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Body_ThatIsWrong_IsRefusedByName(string body, int status, string? code, string? param)
    {
        using var response = await _client.PostAsync(Route, ChatCalls.Json(body));

        var error = await response.ReadErrorAsync();
        Assert.Equal((status, "invalid_request_error", code, param), (error.Status, error.Type, error.Code, error.Param));
    }

    private static (int Prompt, int Completion) Usage(JsonElement body) => (
        body.GetProperty("usage").GetProperty("prompt_tokens").GetInt32(), body.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
}
