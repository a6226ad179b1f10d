using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Sessions;

/// <summary>An answer as a grain gives it, without its heartbeats: a silo that gives no sign of life is left, not waited for.</summary>
/// <param name="updates">The grain's stream.</param>
/// <param name="limit">How long it may be silent.</param>
/// <param name="clock">The clock.</param>
/// <param name="aborted">The client has left.</param>
internal sealed class WatchedAnswer(
    Func<CancellationToken, IAsyncEnumerable<SessionUpdate>> updates, TimeSpan limit, TimeProvider clock, CancellationToken aborted)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
    private IAsyncEnumerator<SessionUpdate>? _enumerator;
    private Task<bool> _moving = Task.FromResult(false);
    private ITimer? _watch;
    private TaskCompletionSource? _silence;
    private long _heard;

    public SessionUpdate Current => _enumerator!.Current;

    /// <summary>Waits for the next update that says something.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="SilentSiloException">No sign of life came in time.</exception>
    public async ValueTask<bool> MoveNextAsync()
    {
        _enumerator ??= updates(_stop.Token).GetAsyncEnumerator(_stop.Token);
        do
        {
            _moving = _enumerator.MoveNextAsync().AsTask();
            if (!_moving.IsCompleted)
                await WatchAsync();
            if (!await _moving)
                return false;
        }
        while (Current.Kind == SessionUpdateKind.Heartbeat);
        return true;
    }

    /// <summary>Ends the answer if it still runs. One on a silent silo ends with it, and nobody waits for that.</summary>
    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        if (_moving.IsCompleted)
            await EndAsync();
        else
            _ = EndAsync();
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _moving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (_enumerator is not null)
            await _enumerator.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Waits for the stream, and for no longer than it may be silent. One timer for all the answer: tokens come by the thousand.</summary>
    private async Task WatchAsync()
    {
        Volatile.Write(ref _heard, clock.GetTimestamp());
        _silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _watch ??= clock.CreateTimer(_ => LookForSilence(), null, limit, limit / 4);
        if (await Task.WhenAny(_moving, _silence.Task) == _moving)
            return;
        throw new SilentSiloException(limit);
    }

    private void LookForSilence()
    {
        if (!_moving.IsCompleted && clock.GetElapsedTime(Volatile.Read(ref _heard)) >= limit)
            _silence!.TrySetResult();
    }
}
