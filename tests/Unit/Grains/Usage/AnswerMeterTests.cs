using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using TenantLLM.Grains.Usage;
using TenantLLM.Inference.Engine;
using TenantLLM.Storage.Usage;
using TenantLLM.Storage.Usage.Journal;
using TenantLLM.Unit.Storage.Usage;
using Xunit;

namespace TenantLLM.Unit.Grains.Usage;

public sealed class AnswerMeterTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Journal _journal = new();
    private readonly BackwardClock _clock = new();

    [Fact]
    public void Take_Completed_HasTheEnginesFigures()
    {
        var row = Take(new GenerationUpdate.Started(10), Text(1), new GenerationUpdate.Completed(new TokenUsage(10, 4, 7)));
        Assert.Equal((UsageOutcome.Completed, 10, 4, 7), (row!.Outcome, row.InputTokens, row.CachedTokens, row.OutputTokens));
        Assert.Equal(row.Priced().Cost, row.Cost);
    }

    [Fact]
    public void Take_LeftInTheMiddle_HasWhatCameUntilThen()
    {
        var row = Take(new GenerationUpdate.Started(10), Text(2), Text(3));
        Assert.Equal((UsageOutcome.Cancelled, 10, 4, 5), (row!.Outcome, row.InputTokens, row.CachedTokens, row.OutputTokens));
    }

    [Fact]
    public void Take_EngineThatDoesNotTellItsTokens_CountsOneForEachText() =>
        Assert.Equal(2, Take(new GenerationUpdate.Started(10), Text(0), Text(0))!.OutputTokens);

    [Fact]
    public void Take_FailedBeforeTheFirstToken_CostsNothing()
    {
        var row = Take(new GenerationUpdate.Started(10), Failed(new TokenUsage(10, 0, 0)));
        Assert.Equal((UsageOutcome.Failed, 0, 0, 0), (row!.Outcome, row.InputTokens, row.OutputTokens, row.Cost));
    }

    [Fact]
    public void Take_FailedLater_HasWhatWasComputed() =>
        Assert.Equal(9, Take(new GenerationUpdate.Started(10), Text(2), Failed(new TokenUsage(10, 0, 9)))!.OutputTokens);

    [Fact]
    public void Take_NeverStarted_IsNone() => Assert.Null(Take(Failed(default)));

    [Fact]
    public void Take_Twice_IsNoneTheSecondTime()
    {
        var meter = Meter();
        meter.Observe(new GenerationUpdate.Started(10));
        Assert.NotNull(meter.Take());
        Assert.Null(meter.Take());
    }

    [Fact]
    public void Observe_Text_IsInTheJournalBeforeItIsTold()
    {
        var meter = Meter();
        meter.Observe(new GenerationUpdate.Started(10));
        meter.Observe(Text(3));
        Assert.Equal((10, 4, 3), _journal.Noted);
    }

    [Fact]
    public void Take_ClockThatWentBack_EndsAfterItStarted()
    {
        var row = Take(new GenerationUpdate.Started(10), Text(1));
        Assert.True(row!.EndedAt >= row.StartedAt);
        Assert.Equal(row.StartedAt + 2_000, row.EndedAt);
    }

    public void Dispose() => _services.Dispose();

    private static GenerationUpdate.TextDelta Text(int tokens) =>
        new(0, "x") { Tokens = [.. Enumerable.Repeat(1, tokens)], CachedTokens = 4 };

    private static GenerationUpdate.Failed Failed(TokenUsage usage) =>
        new(new GenerationFailure(GenerationFailureKind.DecoderFailed, "broke"), usage);

    private UsageRow? Take(params GenerationUpdate[] updates)
    {
        var meter = Meter();
        foreach (var update in updates)
            meter.Observe(update);
        _clock.GoBackAfterTwoSeconds();
        return meter.Take();
    }

    private AnswerMeter Meter() => new(
        UsageSample.Row() with { InputTokens = 0, CachedTokens = 0, OutputTokens = 0, Cost = 0, Outcome = UsageOutcome.Interrupted },
        _journal,
        new UsageMetrics(_services.GetRequiredService<IMeterFactory>()),
        _clock);

    private sealed class Journal : IUsageJournal, IUsageNote
    {
        public (long Input, long Cached, long Output) Noted { get; private set; }

        public IUsageNote Open(UsageRow begun) => this;

        public void Update(long inputTokens, long cachedTokens, long outputTokens, TimeSpan elapsed) =>
            Noted = (inputTokens, cachedTokens, outputTokens);

        public void SetOutcome(UsageOutcome outcome)
        {
        }

        public void Close()
        {
        }

        public void Postpone()
        {
        }
    }

    private sealed class BackwardClock : TimeProvider
    {
        private TimeSpan _elapsed;
        private TimeSpan _back;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(1) - _back;

        public override long GetTimestamp() => _elapsed.Ticks;

        public void GoBackAfterTwoSeconds()
        {
            _elapsed = TimeSpan.FromSeconds(2);
            _back = TimeSpan.FromHours(3);
        }
    }
}
