using System.Runtime.CompilerServices;
using TenantLLM.Grains.Abstractions.Sessions;

namespace TenantLLM.Grains.Sessions;

/// <summary>Signs of life in an answer that has nothing to say, by which its reader tells a silo that computes from one that is dead.</summary>
internal static class Heartbeats
{
    /// <summary>The updates, and a heartbeat wherever there is none for <see cref="SessionUpdate.HeartbeatInterval"/>.</summary>
    public static async IAsyncEnumerable<SessionUpdate> WithHeartbeats(
        this IAsyncEnumerable<SessionUpdate> updates, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var enumerator = updates.GetAsyncEnumerator(stop.Token);
        Task<bool>? moving = null;
        var beat = Task.CompletedTask;
        try
        {
            while (true)
            {
                moving = enumerator.MoveNextAsync().AsTask();
                while (!moving.IsCompleted)
                {
                    if (beat.IsCompleted)
                        beat = Task.Delay(SessionUpdate.HeartbeatInterval, clock, CancellationToken.None);
                    if (await Task.WhenAny(moving, beat) == beat)
                        yield return SessionUpdate.Heartbeat;
                }

                if (!await moving)
                    break;
                yield return enumerator.Current;
            }
        }
        finally
        {
            // Left at a heartbeat, the answer is still being computed, and cannot be disposed of before it knows.
            if (moving is { IsCompleted: false })
            {
                await stop.CancelAsync();
                await moving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
            }
        }
    }
}
