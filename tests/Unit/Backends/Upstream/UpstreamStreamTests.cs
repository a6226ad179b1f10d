using Microsoft.AspNetCore.Http;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Models;
using Xunit;
using static TenantLLM.Unit.Backends.Upstream.FakeFrames;

namespace TenantLLM.Unit.Backends.Upstream;

/// <summary>Streams as servers send them, good and bad.</summary>
public sealed class UpstreamStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Whole = ["started", "Hi", "!", "Stop", "7(3)+2"];

    [Fact]
    public async Task Generate_OrdinaryStream_IsTranslated()
    {
        await AssertAnswersAsync(Whole, Delta(""), Delta("Hi"), Delta("!"), Finish(), Usage, Done);
    }

    [Fact]
    public async Task Generate_NoDoneAtTheEnd_IsComplete()
    {
        await AssertAnswersAsync(Whole, Delta("Hi"), Delta("!"), Finish(), Usage);
    }

    [Fact]
    public async Task Generate_RoleOnEachDelta_IsNoText()
    {
        const string frame = """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":""}],"usage":null}""";
        await AssertAnswersAsync(
            ["started", "Hi", "Hi", "Stop", "7(3)+2"], $"{frame}\n\n", $"{frame}\n\n", Usage, Done);
    }

    [Fact]
    public async Task Generate_FrameInPieces_IsPutTogether()
    {
        await AssertAnswersAsync(Whole, ": a comment\r\n\r\nda", "ta:" + Delta("Hi")[5..^2], "\r", "\n\r\n", Delta("!") + Finish() + Usage[..9], Usage[9..], Done);
    }

    [Fact]
    public async Task Generate_FinishWithTheLastText_IsBoth()
    {
        await AssertAnswersAsync(
            ["started", "Hi", "Length", "7(3)+2"],
            """data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"length"}]}""" + "\n\n", Usage, Done);
    }

    [Theory]
    [InlineData("stop", "Stop")]
    [InlineData("length", "Length")]
    [InlineData("content_filter", "ContentFilter")]
    [InlineData("tool_calls", "Stop")]
    [InlineData("eos_token", "Stop")]
    [InlineData("", "Stop")]
    public async Task Generate_FinishReason_IsMapped(string reason, string expected)
    {
        await AssertAnswersAsync(["started", "Hi", expected, "7(3)+2"], Delta("Hi"), Finish(reason), Usage, Done);
    }

    [Fact]
    public async Task Generate_NoUsage_IsEstimatedAndSaidOnce()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Frames(Delta("Hi"), Delta("!"), Finish(), Done));
        await using var test = new EngineUnderTest(server.Url);

        Assert.Equal(["started", "Hi", "!", "Stop", "3(0)+2"], await test.AnswerAsync());
        await test.AnswerAsync();

        Assert.Single(test.LogLines, line => line.Contains("tokens are estimated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_SeveralChoices_AreNumberedAsAsked()
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Frames(
            Delta("a", 1), Delta("b", 0), Finish("stop", 0), Delta("late", 0), Delta("x", 9), Finish("length", 1), Usage, Done));
        await using var test = new EngineUnderTest(server.Url);
        var request = EngineUnderTest.Request with { Choices = [new ChoiceStart(0), new ChoiceStart(4)] };

        Assert.Equal(["started", "4:a", "b", "Stop", "4:Length", "7(3)+2"], await test.AnswerAsync(request));
    }

    [Fact]
    public async Task Generate_LogProbs_AreHandedOn()
    {
        const string frame = """
            data: {"choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Ho","logprob":-1.5,"bytes":null}]}]}}]}
            """;
        await using var server = await FakeServer.StartAsync(FakeServer.Frames(frame + "\n\n", Finish(), Usage, Done));
        await using var test = new EngineUnderTest(server.Url);

        var updates = new List<GenerationUpdate>();
        await foreach (var update in test.Engine.GenerateAsync(EngineUnderTest.Request with { TopLogProbs = 1 }, default))
            updates.Add(update);

        var token = Assert.Single(updates.OfType<GenerationUpdate.TextDelta>().Single().LogProbs);
        Assert.Equal("Hi"u8.ToArray(), token.Bytes.ToArray());
        Assert.Equal((-0.5f, -1.5f), (token.LogProb, token.Top.Single().LogProb));
        Assert.Equal("Ho"u8.ToArray(), token.Top.Single().Bytes.ToArray());
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"CUDA error\",\"type\":\"InternalServerError\",\"code\":500}}\n\n")]
    [InlineData("data: {not json\n\n")]
    [InlineData("data: 5\n\n")]
    [InlineData("")]
    [InlineData("data: [DONE]\n\n")]
    public async Task Generate_BreaksAfterText_FailsWithWhatWasUsed(string end)
    {
        await AssertAnswersAsync(["started", "Hi", "DecoderFailed 3+1"], Delta("Hi"), end);
    }

    [Fact]
    public async Task Generate_ConnectionBreaksAfterText_FailsWithWhatWasUsed()
    {
        var read = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.SendAsync(Delta("Hi"));
            await read.Task.WaitAsync(Patience);
            context.Abort();
        });
        await using var test = new EngineUnderTest(server.Url);

        var updates = new List<GenerationUpdate>();
        await foreach (var update in test.Engine.GenerateAsync(EngineUnderTest.Request, default))
        {
            updates.Add(update);
            if (update is GenerationUpdate.TextDelta)
                read.SetResult();
        }

        var failed = Assert.IsType<GenerationUpdate.Failed>(updates[^1]);
        Assert.Equal((GenerationFailureKind.DecoderFailed, new TokenUsage(3, 0, 1)), (failed.Failure.Kind, failed.Usage));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Generate_HugeFrame_IsRefusedAndNotKept()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.SendAsync(Delta("Hi") + "data: ");
            var junk = new string('x', 1 << 16);
            while (!context.RequestAborted.IsCancellationRequested)
                await context.SendAsync(junk);
        });
        await using var test = new EngineUnderTest(server.Url, new ModelOptions { MaxFrameBytes = 1 << 18 });

        Assert.Equal(["started", "Hi", "DecoderFailed 3+1"], await test.AnswerAsync().WaitAsync(Patience));
        Assert.Contains(test.LogLines, line => line.Contains("a frame is larger than MaxFrameBytes 262144", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_SilentBetweenTokens_FailsInTime()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.SendAsync(Delta("Hi"));
            await Silence(context);
        });
        await using var test = new EngineUnderTest(server.Url, new ModelOptions { NextTokenTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(["started", "Hi", "DecoderFailed 3+1"], await test.AnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Generate_SilentAfterTheLastChoice_IsComplete()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            await context.SendAsync(Delta("Hi") + Finish());
            await Silence(context);
        });
        await using var test = new EngineUnderTest(server.Url);

        Assert.Equal(["started", "Hi", "Stop", "3(0)+1"], await test.AnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Generate_ReaderLeaves_TheServerIsLeftAtOnce()
    {
        var aborted = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            while (!context.RequestAborted.IsCancellationRequested)
                await context.SendAsync(Delta("a"));
        });
        await using var test = new EngineUnderTest(server.Url);

        await foreach (var update in test.Engine.GenerateAsync(EngineUnderTest.Request, default))
        {
            if (update is GenerationUpdate.TextDelta)
                break;
        }

        await aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Generate_CancelledWhileItWaits_TheServerIsLeftAtOnce()
    {
        var (asked, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await FakeServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            asked.TrySetResult();
            await Silence(context);
        });
        await using var test = new EngineUnderTest(server.Url);
        using var leaving = new CancellationTokenSource();

        var reading = Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in test.Engine.GenerateAsync(EngineUnderTest.Request, leaving.Token))
            {
            }
        });
        await asked.Task.WaitAsync(Patience);
        await leaving.CancelAsync();

        await reading.WaitAsync(Patience);
        await aborted.Task.WaitAsync(Patience);
    }

    private static Task Silence(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private static async Task AssertAnswersAsync(string[] expected, params string[] frames)
    {
        await using var server = await FakeServer.StartAsync(FakeServer.Frames(frames));
        await using var test = new EngineUnderTest(server.Url);
        Assert.Equal(expected, await test.AnswerAsync().WaitAsync(Patience));
    }
}
