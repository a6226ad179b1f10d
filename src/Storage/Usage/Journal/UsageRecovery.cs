using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TenantLLM.Storage.Usage.Journal;

/// <summary>Writes to the ledger what servers that died could not, and what this one could not while its database was away.</summary>
internal sealed partial class UsageRecovery(UsageJournal journal, IUsageStore store, TimeProvider clock, ILogger<UsageRecovery> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await RecoverAsync(stoppingToken);
                await journal.RetryAsync(store, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The journals stay, and are found again.
            }
#pragma warning disable CA1031 // What fails is tried again; it must not take the server with it.
            catch (Exception exception)
            {
                LogFailed(exception);
            }
#pragma warning restore CA1031
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Writes the rows of all journals whose process has died.</summary>
    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(journal.Folder))
            return;
        foreach (var path in Directory.EnumerateFiles(journal.Folder, "*" + UsageJournal.Ending))
        {
            using var file = JournalFile.TryAdopt(path);
            if (file is null)
                continue;
            var rows = file.Used().Select(slot => slot.Read()).ToList();
            await Task.WhenAll(rows.Select(row => store.AddAsync(row, cancellationToken)));
            file.Delete();
            if (rows.Count > 0)
                LogRecovered(rows.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The usage of {Count} answers that a server left unfinished was written to the ledger")]
    private partial void LogRecovered(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The usage of some answers could not be written to the ledger yet; it is tried again")]
    private partial void LogFailed(Exception exception);
}
