using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Sessions;
using Xunit;

namespace TenantLLM.Unit.Grains.Sessions;

public sealed class HeartbeatsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    [Fact]
    public async Task SilentAnswer_BeatsEverySecondAndThenGoesOn()
    {
        await using var updates = Answer(default).WithHeartbeats(_clock, default).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("1", updates.Current.Text);

        for (var second = 0; second < 3; second++)
        {
            var beat = updates.MoveNextAsync().AsTask();
            _clock.Advance(SessionUpdate.HeartbeatInterval);
            Assert.True(await beat);
            Assert.Equal(SessionUpdateKind.Heartbeat, updates.Current.Kind);
        }

        _gate.SetResult();
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("2", updates.Current.Text);
        Assert.False(await updates.MoveNextAsync());
    }

    [Fact]
    public async Task LeftAtAHeartbeat_EndsTheAnswer()
    {
        var updates = Answer(default).WithHeartbeats(_clock, default).GetAsyncEnumerator();
        await updates.MoveNextAsync();
        var beat = updates.MoveNextAsync().AsTask();
        _clock.Advance(SessionUpdate.HeartbeatInterval);
        await beat;

        await updates.DisposeAsync();

        Assert.True(_ended);
    }

    private async IAsyncEnumerable<SessionUpdate> Answer([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            yield return SessionUpdate.TextDelta(0, "1");
            await _gate.Task.WaitAsync(cancellationToken);
            yield return SessionUpdate.TextDelta(0, "2");
        }
        finally
        {
            _ended = true;
        }
    }
}
