using Microsoft.Extensions.Logging;
using TenantLLM.Storage.Limits;
using TenantLLM.Storage.Usage;

namespace TenantLLM.Grains.Tenants.Budgets;

/// <summary>
/// Whether a project has spent its month. What was spent is what the ledger says, read anew after answers have ended: nothing is added up
/// here, so nothing counts twice. Months are those of UTC. Belongs to one grain: its calls do not overlap in time, only in their waiting.
/// </summary>
internal sealed partial class ProjectBudget(
    string projectId, ISpendReader ledger, SpendAlerts alerts, TenantMetrics metrics, TimeProvider clock, ILogger<ProjectBudget> log)
{
    private const decimal CentsOfUnit = 100;

    /// <summary>The part of a month's limit from which no node admits requests by itself.</summary>
    private const decimal TightFrom = 0.9m;

    /// <summary>Between two readings of the ledger, however many answers end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<(long Month, long Cents, int Percent)> _told = [];
    private DateTimeOffset _month;
    private decimal _spent;
    private bool _isReading;
    private bool _isStale;

    /// <summary>Null: it may spend what it likes.</summary>
    public SpendLimitRow? Limit { get; private set; }

    /// <summary>The beginning of the month.</summary>
    public DateTimeOffset Month
    {
        get
        {
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        }
    }

    /// <summary>Whether no request may run. In a month the ledger was not yet read for, none was refused.</summary>
    public bool IsSpent
    {
        get
        {
            if (Limit is null)
                return false;
            if (_month == Month)
                return _spent * CentsOfUnit >= Limit.Cents;
            Settled();
            return false;
        }
    }

    /// <summary>Whether so little is left that each request must be asked about.</summary>
    public bool IsTight => Limit is not null && (_month != Month || _spent * CentsOfUnit >= Limit.Cents * TightFrom);

    /// <summary>What was told before this grain was in memory.</summary>
    public void Remember(IEnumerable<SpendAlertRow> told) => _told.UnionWith(told.Select(row => (row.Month, row.Cents, row.Percent)));

    /// <summary>Puts a limit in force; complete when it is known what is left of it.</summary>
    public async Task SetAsync(SpendLimitRow? limit)
    {
        Limit = limit;
        if (limit is not null)
            await ReadAsync();
        else
            metrics.ForgetBudget(projectId);
    }

    /// <summary>Something was added to the ledger.</summary>
    public void Settled()
    {
        _isStale = true;
        if (Limit is not null && !_isReading)
            _ = KeepAsync();
    }

    private async Task KeepAsync()
    {
        _isReading = true;
        try
        {
            while (_isStale && Limit is not null)
            {
                _isStale = false;
                await ReadAsync();
                await Task.Delay(Pause, clock);
            }
        }
#pragma warning disable CA1031 // Nobody is left who could be told. The next answer that ends has it read anew.
        catch (Exception exception)
        {
            LogFailed(exception, projectId);
        }
#pragma warning restore CA1031
        finally
        {
            _isReading = false;
        }
    }

    private async Task ReadAsync()
    {
        var month = Month;
        var spent = await ledger.ReadSpendAsync(projectId, month, CancellationToken.None);
        (_month, _spent) = (month, spent);
        if (Limit is not { } limit)
            return;
        metrics.Report(projectId, spent, limit.Cents / CentsOfUnit);
        foreach (var percent in alerts.Thresholds.Where(percent => spent * CentsOfUnit * 100 >= (decimal)limit.Cents * percent))
        {
            if (_told.Add((month.ToUnixTimeSeconds(), limit.Cents, percent)))
                await TellAsync(new SpendAlert(projectId, month, limit.Cents, percent, spent));
        }
    }

    private async Task TellAsync(SpendAlert alert)
    {
        try
        {
            await alerts.TellAsync(alert);
        }
        catch
        {
            _told.Remove((alert.Month.ToUnixTimeSeconds(), alert.Cents, alert.Percent));
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {ProjectId} has spent could not be read: it is read again when its next answer ends")]
    private partial void LogFailed(Exception exception, string projectId);
}
