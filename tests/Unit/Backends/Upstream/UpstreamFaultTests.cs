using System.Net;
using System.Net.Sockets;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using Xunit;
using static TenantLLM.Unit.Backends.Upstream.FakeFrames;

namespace TenantLLM.Unit.Backends.Upstream;

/// <summary>What servers refuse, and what is tried again.</summary>
public sealed class UpstreamFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(400, """{"error":{"message":"bad role","type":"invalid_request_error","code":null}}""", GenerationFailureKind.InvalidPrompt, "bad role")]
    [InlineData(422, """{"detail":"x"}""", GenerationFailureKind.InvalidPrompt, "The model's server refused the request.")]
    [InlineData(400, """{"error":{"message":"too long","code":"context_length_exceeded"}}""", GenerationFailureKind.PromptTooLong, "too long")]
    [InlineData(400, """{"object":"error","message":"This model's maximum context length is 8 tokens.","code":400}""", GenerationFailureKind.PromptTooLong, "This model's maximum context length is 8 tokens.")]
    [InlineData(400, """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""", GenerationFailureKind.PromptTooLong, "the request exceeds the available context size")]
    [InlineData(413, "", GenerationFailureKind.PromptTooLong, "The model's server refused the request.")]
    [InlineData(400, """{"error":{"message":"Unsupported parameter: 'min_p'","code":"unsupported_parameter"}}""", GenerationFailureKind.Unsupported, "Unsupported parameter: 'min_p'")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-upstream-secret"}}""", GenerationFailureKind.Unavailable, "The model is not available.")]
    [InlineData(403, "<html>", GenerationFailureKind.Unavailable, "The model is not available.")]
    [InlineData(404, """{"error":{"message":"no model org/big","code":"model_not_found"}}""", GenerationFailureKind.Unavailable, "The model is not available.")]
    [InlineData(429, """{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}""", GenerationFailureKind.Unavailable, "The model is not available.")]
    [InlineData(302, "", GenerationFailureKind.Unavailable, "The model's server failed.")]
    public async Task Generate_Refused_IsTranslatedAndNotTriedAgain(int status, string body, GenerationFailureKind kind, string message)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(status, body, ("Location", "http://elsewhere/")));
        await using var test = new EngineUnderTest(server.Url);

        var failure = await test.FailureAsync().WaitAsync(Patience);

        Assert.Equal((kind, message), (failure.Kind, failure.Message));
        Assert.Single(server.Requests);
        Assert.Equal(kind == GenerationFailureKind.Unavailable, test.LogLines.Any(line => line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.DoesNotContain(test.LogLines, line => line.Contains(EngineUnderTest.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_ARawPrompt_IsRefusedWithoutAskingTheServer()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(500, ""));
        await using var test = new EngineUnderTest(server.Url);
        var request = EngineUnderTest.Request with { Prompt = new GenerationPrompt.Raw(new RawText.OfText("Hi")) };

        Assert.Equal(GenerationFailureKind.Unsupported, (await test.FailureAsync(request).WaitAsync(Patience)).Kind);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Generate_BusyThenNot_IsTriedAgain(int status)
    {
        await using var server = await FakeServer.StartAsync(
            FakeServer.Status(status, ""), FakeServer.Frames(Delta("Hi"), Finish(), Usage, Done));
        await using var test = new EngineUnderTest(server.Url);

        Assert.Equal(["started", "Hi", "Stop", "7(3)+2"], await test.AnswerAsync().WaitAsync(Patience));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Generate_BreaksBeforeTheFirstToken_IsTriedAgain()
    {
        await using var server = await FakeServer.StartAsync(
            async context =>
            {
                await context.SendAsync(Delta(""));
                context.Abort();
            },
            FakeServer.Frames(Delta(""), Done),
            FakeServer.Frames(Delta("Hi"), Finish(), Usage, Done));
        await using var test = new EngineUnderTest(server.Url);

        Assert.Equal(["started", "Hi", "Stop", "7(3)+2"], await test.AnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Generate_BusyForLong_SaysWhenToComeBack()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(429, "", ("Retry-After", "40")));
        await using var test = new EngineUnderTest(server.Url);

        var failure = await test.FailureAsync().WaitAsync(Patience);

        Assert.Equal((GenerationFailureKind.Overloaded, TimeSpan.FromSeconds(40)), (failure.Kind, failure.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Generate_AlwaysBusy_GivesUpAfterTheRetries()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(500, "", ("retry-after-ms", "1")));
        await using var test = new EngineUnderTest(server.Url, new ModelOptions { Retries = 1 });

        Assert.Equal(GenerationFailureKind.Unavailable, (await test.FailureAsync().WaitAsync(Patience)).Kind);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Generate_NoFirstToken_FailsInTimeAndIsNotTriedAgain()
    {
        await using var server = await FakeServer.StartAsync(context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var test = new EngineUnderTest(server.Url, new ModelOptions { FirstTokenTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(GenerationFailureKind.Unavailable, (await test.FailureAsync().WaitAsync(Patience)).Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Generate_LongerThanItsDeadline_IsEnded()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.SendAsync(Delta("Hi"));
            while (!context.RequestAborted.IsCancellationRequested)
                await context.SendAsync(Delta("!"));
        });
        await using var test = new EngineUnderTest(server.Url);

        var words = await test.AnswerAsync(EngineUnderTest.Request with { Timeout = TimeSpan.FromMilliseconds(300) }).WaitAsync(Patience);

        Assert.StartsWith("DeadlineExceeded", words[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_AnswerThatIsNoStream_IsRefused()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(200, """{"choices":[]}"""));
        await using var test = new EngineUnderTest(server.Url);

        Assert.Equal(GenerationFailureKind.Unavailable, (await test.FailureAsync().WaitAsync(Patience)).Kind);
        Assert.Contains(test.LogLines, line => line.Contains("'application/json', not a stream", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_NobodyThere_IsUnavailableAndNotReadyUntilItAnswers()
    {
        await using var test = new EngineUnderTest($"http://127.0.0.1:{ClosedPort()}/v1");
        Assert.True(test.Engine.IsReady);

        Assert.Equal(GenerationFailureKind.Unavailable, (await test.FailureAsync().WaitAsync(Patience)).Kind);

        Assert.False(test.Engine.IsReady);
        Assert.Contains(test.LogLines, line => line.Contains("is away: 3 connections in a row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_ContinuationOfATextBegunElsewhere_IsUnsupported()
    {
        await using var test = new EngineUnderTest("http://127.0.0.1:1/v1");
        var request = EngineUnderTest.Request with { Choices = [new ChoiceStart(0) { Emitted = [1] }] };
        Assert.Equal(GenerationFailureKind.Unsupported, (await test.FailureAsync(request)).Kind);
    }

    [Fact]
    public async Task Embed_Tokens_AreVectorsOfUnitLengthInTheirOrder()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(
            200, """{"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}],"usage":{"prompt_tokens":5}}"""));
        await using var test = new EngineUnderTest(server.Url);
        var request = new EmbeddingRequest { TenantId = "p", Inputs = [Tokens(1, 2), Tokens(3)] };

        var result = await test.Engine.EmbedAsync(request, default).WaitAsync(Patience);

        Assert.Null(result.Failure);
        Assert.Equal(5, result.PromptTokens);
        Assert.Equal([0.6f, 0.8f], result.Vectors[0].ToArray());
        Assert.Equal([0f, 1f], result.Vectors[1].ToArray());
        var received = server.Requests.Single();
        Assert.Equal(("POST /v1/embeddings", $"Bearer {EngineUnderTest.Key}"), (received.Route, received.Authorization));
        Assert.Equal("""{"model":"org/big","encoding_format":"float","input":[[1,2],[3]]}""", received.Body);
    }

    [Theory]
    [InlineData(200, """{"data":[]}""", GenerationFailureKind.Unavailable)]
    [InlineData(200, "[", GenerationFailureKind.Unavailable)]
    [InlineData(400, """{"error":{"message":"no embeddings here"}}""", GenerationFailureKind.InvalidPrompt)]
    public async Task Embed_Fails_IsAResult(int status, string body, GenerationFailureKind kind)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Status(status, body));
        await using var test = new EngineUnderTest(server.Url);
        var request = new EmbeddingRequest { TenantId = "p", Inputs = [new RawText.OfText("Hello")] };

        Assert.Equal(kind, (await test.Engine.EmbedAsync(request, default).WaitAsync(Patience)).Failure!.Kind);
    }

    private static RawText.OfTokens Tokens(params int[] tokens) => new(tokens);

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
