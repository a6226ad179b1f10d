using System.Diagnostics;
using System.Threading.Channels;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Api.Sessions;

/// <summary>
/// Reads a session's updates ahead of the client. A grain's stream must be polled without pause (Orleans drops one that is
/// not), and a client may be slow: up to a limit the updates wait here, and a client that stands still at it is disconnected.
/// </summary>
internal sealed class SessionStream : IAsyncDisposable
{
    /// <summary>How long a client may stand still at the limit. The grain's stream must not be left alone for much longer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop;
    private readonly Channel<SessionUpdate> _updates;
    private readonly Task _pump;

    /// <param name="updates">The grain's stream.</param>
    /// <param name="limit">Updates that may wait.</param>
    /// <param name="disconnect">Ends the client's connection.</param>
    /// <param name="aborted">The client has left.</param>
    public SessionStream(IAsyncEnumerable<SessionUpdate> updates, int limit, Action disconnect, CancellationToken aborted)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _updates = Channel.CreateBounded<SessionUpdate>(
            new BoundedChannelOptions(limit) { SingleReader = true, SingleWriter = true });
        _pump = PumpAsync(updates, disconnect, _stop.Token);
    }

    /// <summary>Waits for updates.</summary>
    /// <returns>False at the end of the stream; null if nothing came for that long.</returns>
    public async ValueTask<bool?> WaitAsync(TimeSpan patience, TimeProvider clock)
    {
        var wait = _updates.Reader.WaitToReadAsync(_stop.Token);
        if (wait.IsCompleted)
            return await wait;
        var task = wait.AsTask();
        try
        {
            return await task.WaitAsync(patience, clock, _stop.Token);
        }
        catch (TimeoutException) when (!task.IsFaulted)
        {
            // The patience has run out. A cluster that is gone is a TimeoutException, too: then it is the stream that has failed.
            return null;
        }
    }

    /// <summary>Waits for the next update and leaves it there.</summary>
    public async ValueTask<SessionUpdate> PeekAsync(TimeProvider clock)
    {
        await WaitAsync(Timeout.InfiniteTimeSpan, clock);
        return _updates.Reader.TryPeek(out var first)
            ? first
            : throw new UnreachableException("A session's stream ended without an update.");
    }

    /// <summary>Takes an update that is here already.</summary>
    public bool TryRead(out SessionUpdate update) => _updates.Reader.TryRead(out update);

    /// <summary>Ends the generation if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pump;
        _stop.Dispose();
    }

    private async Task PumpAsync(IAsyncEnumerable<SessionUpdate> updates, Action disconnect, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await foreach (var update in updates.WithCancellation(cancellationToken))
            {
                if (await TryWriteAsync(update, cancellationToken))
                    continue;
                disconnect();
                break;
            }
        }
#pragma warning disable CA1031 // Handed on to the reader, whose boundary to the client it is.
        catch (Exception exception)
        {
            failure = exception;
        }
#pragma warning restore CA1031

        _updates.Writer.TryComplete(failure);
    }

    /// <summary>Makes an update wait for the client, which a replay is ahead of by its nature; a client that is reading gets there.</summary>
    /// <returns>False where the client does not move.</returns>
    private async ValueTask<bool> TryWriteAsync(SessionUpdate update, CancellationToken cancellationToken)
    {
        if (_updates.Writer.TryWrite(update))
            return true;
        try
        {
            await _updates.Writer.WaitToWriteAsync(cancellationToken).AsTask().WaitAsync(Grace, cancellationToken);
            return _updates.Writer.TryWrite(update);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
