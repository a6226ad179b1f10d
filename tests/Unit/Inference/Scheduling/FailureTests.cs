using Microsoft.Extensions.Time.Testing;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>Whatever a decoder does, only the requests it concerns fail.</summary>
public sealed class FailureTests
{
    private const int Poison = '!';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task DecoderThrows_OnOneOfManySequences_OnlyItFails()
    {
        var decoder = ScriptedDecoder.Babbling();
        decoder.BeforeSequence = tokens =>
        {
            if (tokens.Contains(Poison) && tokens.Count > 40)
                throw new DecoderException("poisoned");
        };
        var healthy = Request("healthy") with { MaxTokens = 60, Sampling = new() { Seed = 1, LogitBias = new Dictionary<int, float> { [Poison] = -100 } } };
        await using var quiet = Of(ScriptedDecoder.Babbling());
        var alone = TextOf(await quiet.GenerateAsync(healthy, default).ToListAsync());

        await using var engine = Of(decoder);
        var runs = Enumerable.Range(0, 6).Select(_ => engine.GenerateAsync(healthy, default).ToListAsync().AsTask()).ToArray();
        var poisoned = await engine.GenerateAsync(Request("!") with { MaxTokens = 60 }, default).ToListAsync();

        Assert.Equal(GenerationFailureKind.DecoderFailed, Assert.IsType<GenerationUpdate.Failed>(poisoned[^1]).Failure.Kind);
        Assert.All(await Task.WhenAll(runs), updates => Assert.Equal(alone, TextOf(updates)));
        Assert.True(engine.IsReady);
    }

    [Fact]
    public async Task DecoderGivesNoNumbers_ForOneSequence_OnlyItFails()
    {
        var decoder = new ScriptedDecoder(
            (tokens, logits) => logits[0] = tokens.Contains(Poison) && tokens.Count > 30 ? float.NaN : 1, sequences: 4);
        await using var engine = Of(decoder);
        var healthy = engine.GenerateAsync(Request("healthy") with { MaxTokens = 40 }, default).ToListAsync().AsTask();
        var poisoned = await engine.GenerateAsync(Request("!") with { MaxTokens = 40 }, default).ToListAsync();
        Assert.Equal(GenerationFailureKind.DecoderFailed, Assert.IsType<GenerationUpdate.Failed>(poisoned[^1]).Failure.Kind);
        Assert.IsType<GenerationUpdate.Completed>((await healthy)[^1]);
    }

    [Fact]
    public async Task DecoderCannotMakeAPlaceReady_OnlyTheRequestThatWantedItFails()
    {
        var decoder = ScriptedDecoder.Saying("ok", sequences: 1);
        await using var engine = Of(decoder, swapBytes: 1000);
        await engine.GenerateAsync(Request("one", conversation: "one"), default).ToListAsync();

        decoder.BeforeSave = () => throw new DecoderException("no memory");
        var failed = await engine.GenerateAsync(Request("two", conversation: "two"), default).ToListAsync();
        Assert.Equal(GenerationFailureKind.DecoderFailed, Assert.IsType<GenerationUpdate.Failed>(failed[^1]).Failure.Kind);

        decoder.BeforeSave = () => { };
        Assert.Equal("ok", TextOf(await engine.GenerateAsync(Request("two", conversation: "two"), default).ToListAsync()));
    }

    [Fact]
    public async Task DecoderAlwaysThrows_TheEngineSaysThatItIsNotReady_UntilItAnswersAgain()
    {
        var decoder = ScriptedDecoder.Saying("ok");
        var broken = true;
        decoder.BeforeStep = _ =>
        {
            if (broken)
                throw new InvalidOperationException("gone");
        };
        await using var engine = Of(decoder);
        for (var attempt = 0; attempt < 3; attempt++)
            await engine.GenerateAsync(Request("?"), default).ToListAsync();
        Assert.False(engine.IsReady);

        broken = false;
        Assert.Equal("ok", TextOf(await engine.GenerateAsync(Request("?"), default).ToListAsync()));
        Assert.True(engine.IsReady);
    }

    [Fact]
    public async Task DecoderStalls_TheStepsRequestsFail_NewOnesAreRefused_AndItRecovers()
    {
        var clock = new FakeTimeProvider();
        var stall = new Gate();
        var decoder = ScriptedDecoder.Saying("ok");
        decoder.BeforeStep = _ => stall.Pass();
        await using var engine = Of(decoder, new SchedulerOptions { StallTimeout = TimeSpan.FromSeconds(10) }, clock);
        var stalled = engine.GenerateAsync(Request("?"), default).ToListAsync().AsTask();
        await stall.ReachedAsync();

        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(
            GenerationFailureKind.DecoderFailed,
            Assert.IsType<GenerationUpdate.Failed>((await stalled.WaitAsync(Patience))[^1]).Failure.Kind);
        Assert.False(engine.IsReady);
        var refused = Assert.Single(await engine.GenerateAsync(Request("?"), default).ToListAsync());
        Assert.Equal(GenerationFailureKind.Unavailable, Assert.IsType<GenerationUpdate.Failed>(refused).Failure.Kind);

        stall.Open();
        while (!engine.IsReady)
            await Task.Yield();
        Assert.Equal("ok", TextOf(await engine.GenerateAsync(Request("?"), default).ToListAsync()));
    }

    [Fact]
    public async Task Deadline_OfARequestThatRuns_EndsItAndFreesItsPlace()
    {
        var clock = new FakeTimeProvider();
        var step = new Gate();
        var decoder = ScriptedDecoder.Endless(sequences: 1);
        decoder.BeforeStep = _ => step.Pass();
        await using var engine = Of(decoder, clock: clock);
        var late = engine.GenerateAsync(Request("?") with { Timeout = TimeSpan.FromSeconds(5) }, default).ToListAsync().AsTask();
        await step.ReachedAsync();
        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(
            GenerationFailureKind.DeadlineExceeded,
            Assert.IsType<GenerationUpdate.Failed>((await late.WaitAsync(Patience))[^1]).Failure.Kind);
        step.Open();
        var next = engine.GenerateAsync(Request("?") with { MaxTokens = 1 }, default).ToListAsync().AsTask();
        Assert.IsType<GenerationUpdate.Completed>((await next.WaitAsync(Patience))[^1]);
    }

    [Fact]
    public async Task Deadline_OfARequestThatWaits_SaysThatTheEngineIsOverloaded()
    {
        var clock = new FakeTimeProvider();
        var step = new Gate();
        var decoder = ScriptedDecoder.Endless(sequences: 1);
        decoder.BeforeStep = _ => step.Pass();
        await using var engine = Of(decoder, new SchedulerOptions { StallTimeout = TimeSpan.FromHours(1) }, clock);
        using var stop = new CancellationTokenSource();
        var running = engine.GenerateAsync(Request("?"), stop.Token).ToListAsync(stop.Token).AsTask();
        await step.ReachedAsync();
        var waiting = engine.GenerateAsync(Request("?"), default).ToListAsync().AsTask();
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(
            GenerationFailureKind.Overloaded,
            Assert.IsType<GenerationUpdate.Failed>((await waiting.WaitAsync(Patience))[^1]).Failure.Kind);
        step.Open();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
