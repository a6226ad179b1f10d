using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage.Failures;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Storage.Writing;

/// <summary>
/// Collects the writes of all grains into few commits: what arrives while one commit is written to disk shares the next.
/// A write completes when its commit has; a commit that fails is tried write by write, so that one bad row fails alone. Where it is the
/// database that fails, so does all that waits: nobody waits for longer than two commits may take.
/// </summary>
internal sealed class WriteQueue(
    IDbContextFactory<StoreContext> contexts, StoreAvailability availability, WriteMetrics metrics, TimeProvider clock) : BackgroundService
{
    private const int QueueLimit = 4096;
    private const int BatchLimit = 256;

    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    /// <summary>Why the database did not take the last write; null: it did.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Applies a change and commits it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the write was queued; a queued write is not undone.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be written. Most often nothing was; where its answer was lost, the
    /// change may be there.</exception>
    public async Task WriteAsync(Action<StoreContext> change, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var write = new PendingWrite(change);
        await _queue.Writer.WriteAsync(write, cancellationToken);
        await write.Committed.Task;
        metrics.Committed(clock.GetElapsedTime(started));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What is queued is still written: its callers were promised an answer.
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } loop)
            await loop.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => _queue.Reader.Count);
        var batch = new List<PendingWrite>(BatchLimit);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < BatchLimit && _queue.Reader.TryRead(out var write))
                batch.Add(write);
            await CommitAsync(batch);
            batch.Clear();
        }
    }

    /// <returns>Null, unless the database failed.</returns>
    private async Task<Exception?> CommitAsync(IReadOnlyList<PendingWrite> batch)
    {
        try
        {
            await SaveAsync(batch);
            availability.Succeeded();
            LastFailure = null;
            foreach (var write in batch)
                write.Committed.SetResult();
        }
        catch (Exception exception) when (batch.Count > 1 && (StoreFailure.IsConflict(exception) || StoreFailure.ReasonOf(exception) is null))
        {
            return await CommitOneByOneAsync(batch);
        }
        catch (Exception exception) when (availability.Failed(exception) is { } failure)
        {
            LastFailure = failure.Message;
            Fail(batch, failure);
            while (_queue.Reader.TryRead(out var waiting))
                Fail([waiting], failure);
            return failure;
        }
#pragma warning disable CA1031 // The boundary between the queue and its callers: each gets the exception of its own write.
        catch (Exception exception)
        {
            Fail(batch, exception, isUnavailable: false);
        }
#pragma warning restore CA1031

        return null;
    }

    private async Task<Exception?> CommitOneByOneAsync(IReadOnlyList<PendingWrite> batch)
    {
        for (var index = 0; index < batch.Count; index++)
        {
            if (await CommitAsync([batch[index]]) is { } failure)
            {
                Fail(batch.Skip(index + 1), failure);
                return failure;
            }
        }

        return null;
    }

    private void Fail(IEnumerable<PendingWrite> writes, Exception exception, bool isUnavailable = true)
    {
        foreach (var write in writes)
        {
            metrics.Failed(isUnavailable);
            write.Committed.SetException(exception);
        }
    }

    private async Task SaveAsync(IReadOnlyList<PendingWrite> batch)
    {
        await using var context = await contexts.CreateDbContextAsync();
        foreach (var write in batch)
            write.Change(context);
        if (context.NewUsage() is not { Count: > 0 } usage)
        {
            await context.SaveChangesAsync();
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.SaveChangesAsync();
        context.RollUp(usage);
        await transaction.CommitAsync();
    }

    private sealed record PendingWrite(Action<StoreContext> Change)
    {
        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
