using Microsoft.Extensions.Logging;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Storage.Retention;

namespace TenantLLM.Grains.Retention;

/// <summary>One look at all that may have become too old, batch by batch. The grains remove it, each what is its own: so what they hold in
/// memory goes with the rows, and what is being generated is left alone.</summary>
internal sealed partial class RetentionSweep
{
    private const int Batch = 200;

    /// <summary>Grains at once: few, so that those who answer requests are not in their way.</summary>
    private const int MostAtOnce = 4;

    private readonly IGrainFactory _grains;
    private readonly ILogger _log;
    private readonly Queue<Stage> _stages;
    private DateTimeOffset _after = DateTimeOffset.MinValue;

    public RetentionSweep(IRetentionStore store, IGrainFactory grains, RetentionOptions options, DateTimeOffset now, ILogger log)
    {
        _grains = grains;
        _log = log;

        // Completions before messages, which they need.
        _stages = new Queue<Stage>(new Stage[]
        {
            new(options.Responses, store.ListResponsesAsync, ExpireResponsesAsync),
            new(options.Conversations, store.ListConversationsAsync, ExpireConversationAsync),
            new(options.ChatCompletions, store.ListCompletionsAsync, ExpireCompletionsAsync),
            new(options.ChatCompletions, store.ListMessagesAsync, ExpireMessagesAsync),
        }.Where(stage => stage.Kept > TimeSpan.Zero).Select(stage => stage with { Before = now - stage.Kept }));
    }

    /// <summary>Removes a batch.</summary>
    /// <returns>False where the sweep is done.</returns>
    public async Task<bool> StepAsync()
    {
        if (!_stages.TryPeek(out var stage))
            return false;
        var rows = await stage.List(new RetentionWindow(_after, stage.Before, Batch), CancellationToken.None);
        await Parallel.ForEachAsync(
            rows.GroupBy(row => (row.ProjectId, row.Owner)),
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, TaskScheduler = TaskScheduler.Current },
            async (group, _) => await ExpireAsync(stage, [.. group]));
        if (rows.Count == Batch)
        {
            // Others of the same instant are the next sweep's.
            _after = rows[^1].CreatedAt;
            return true;
        }

        _stages.Dequeue();
        _after = DateTimeOffset.MinValue;
        return _stages.Count > 0;
    }

    private async Task ExpireAsync(Stage stage, IReadOnlyList<ExpiredRow> rows)
    {
        try
        {
            using (TenantContext.Enter(rows[0].ProjectId))
                await stage.Expire(rows, stage.Before);
        }
#pragma warning disable CA1031 // The boundary between tenants: what fails for one is tried again by the next sweep, and keeps no other.
        catch (Exception exception)
        {
            LogFailed(exception, rows[0].ProjectId);
        }
#pragma warning restore CA1031
    }

    private Task ExpireResponsesAsync(IReadOnlyList<ExpiredRow> rows, DateTimeOffset before) =>
        Session(rows[0]).ExpireResponsesAsync([.. rows.Select(row => row.Id)]);

    private Task ExpireConversationAsync(IReadOnlyList<ExpiredRow> rows, DateTimeOffset before) =>
        Session(rows[0]).ExpireConversationAsync(before);

    private Task ExpireCompletionsAsync(IReadOnlyList<ExpiredRow> rows, DateTimeOffset before) =>
        _grains.GetGrain<IStoredCompletionsGrain>(rows[0].ProjectId).ExpireAsync([.. rows.Select(row => row.Id)]);

    private Task ExpireMessagesAsync(IReadOnlyList<ExpiredRow> rows, DateTimeOffset before) =>
        _grains.GetGrain<ISessionGrain>(KeyOf(rows[0])).ExpireAsync(before);

    private IConversationGrain Session(ExpiredRow row) => _grains.GetGrain<IConversationGrain>(KeyOf(row));

    private static string KeyOf(ExpiredRow row) => new SessionKey(row.ProjectId, row.Owner).ToString();

    [LoggerMessage(Level = LogLevel.Error, Message = "What project {ProjectId} has kept for too long could not be removed; the next sweep tries again")]
    private partial void LogFailed(Exception exception, string projectId);

    /// <summary>One kind of object.</summary>
    private sealed record Stage(
        TimeSpan Kept,
        Func<RetentionWindow, CancellationToken, Task<IReadOnlyList<ExpiredRow>>> List,
        Func<IReadOnlyList<ExpiredRow>, DateTimeOffset, Task> Expire)
    {
        public DateTimeOffset Before { get; init; }
    }
}
