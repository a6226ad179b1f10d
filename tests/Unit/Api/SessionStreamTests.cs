using System.Runtime.CompilerServices;
using TenantLLM.Api.Sessions;
using TenantLLM.Grains.Abstractions.Sessions;
using Xunit;

namespace TenantLLM.Unit.Api;

public sealed class SessionStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Wait_UpdatesThenEnd_GivesThemInOrder()
    {
        await using var stream = Stream(Updates(3));
        var texts = new List<string?>();
        while (await stream.WaitAsync(Patience, TimeProvider.System) is true)
        {
            while (stream.TryRead(out var update))
                texts.Add(update.Text);
        }

        Assert.Equal(["0", "1", "2"], texts);
    }

    [Fact]
    public async Task Wait_SilentStream_SaysSo()
    {
        await using var stream = Stream(Silence());
        Assert.Null(await stream.WaitAsync(TimeSpan.FromMilliseconds(20), TimeProvider.System));
    }

    [Fact]
    public async Task Wait_StreamBreaks_ThrowsWhatBrokeIt()
    {
        await using var stream = Stream(Broken());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.WaitAsync(Patience, TimeProvider.System));
    }

    [Fact]
    public async Task Pump_ClientReadsSlowerThanAReplayComes_GetsItWhole()
    {
        await using var stream = Stream(Updates(1_000), limit: 16);
        var count = 0;
        while (await stream.WaitAsync(Patience, TimeProvider.System) is true)
        {
            while (stream.TryRead(out _))
                count++;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        Assert.Equal(1_000, count);
        Assert.False(_disconnected.Task.IsCompleted);
    }

    [Fact]
    public async Task Peek_FirstUpdate_LeavesItThere()
    {
        await using var stream = Stream(Updates(1));
        Assert.Equal("0", (await stream.PeekAsync(TimeProvider.System)).Text);
        Assert.True(stream.TryRead(out var update));
        Assert.Equal("0", update.Text);
    }

    [Fact]
    public async Task Pump_ClientStandsStill_IsDisconnectedAndTheGenerationEnds()
    {
        await using var stream = Stream(Updates(int.MaxValue), limit: 16);
        await _disconnected.Task.WaitAsync(Patience);
        await _ended.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Dispose_BeforeTheEnd_EndsTheGeneration()
    {
        var stream = Stream(Silence());
        await stream.DisposeAsync();
        Assert.True(_ended.Task.IsCompleted);
    }

    private SessionStream Stream(IAsyncEnumerable<SessionUpdate> updates, int limit = 64) =>
        new(updates, limit, () => _disconnected.TrySetResult(), default);

    private async IAsyncEnumerable<SessionUpdate> Updates(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var index = 0; index < count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return SessionUpdate.TextDelta(0, $"{index}");
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async IAsyncEnumerable<SessionUpdate> Silence([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            yield break;
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private static async IAsyncEnumerable<SessionUpdate> Broken()
    {
        await Task.Yield();
        if (Environment.ProcessorCount > 0)
            throw new InvalidOperationException("broken");
        yield break;
    }
}
