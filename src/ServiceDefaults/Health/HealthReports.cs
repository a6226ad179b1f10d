using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace TenantLLM.ServiceDefaults.Health;

/// <summary>How the process is. However often strangers ask, the checks run once at a time and a few times a second; what has changed is said in
/// the log.</summary>
internal sealed partial class HealthReports(HealthCheckService checks, TimeProvider clock, ILogger<HealthReports> log)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMilliseconds(250);

    /// <summary>More than any check is given.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HealthStatus> _known = [];
    private Task<HealthReport>? _latest;
    private long _begun;

    /// <summary>A report that is at most a moment old.</summary>
    /// <exception cref="TimeoutException">A check hangs.</exception>
    public Task<HealthReport> ReadAsync()
    {
        lock (_lock)
        {
            if (_latest is null || (_latest.IsCompleted && clock.GetElapsedTime(_begun) > Memory))
                (_begun, _latest) = (clock.GetTimestamp(), Task.Run(CheckAsync));
            return _latest.WaitAsync(Patience, clock);
        }
    }

    private async Task<HealthReport> CheckAsync()
    {
        var report = await checks.CheckHealthAsync();
        foreach (var (name, entry) in report.Entries.Where(check => check.Key != ProcessHealthCheck.Name))
        {
            var isNews = _known.GetValueOrDefault(name, HealthStatus.Healthy) != entry.Status;
            _known[name] = entry.Status;
            if (isNews && entry.Status == HealthStatus.Healthy)
                LogWell(name);
            else if (isNews)
                LogSick(name, entry.Status, entry.ReasonOf());
        }

        return report;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Health: {Check} is {Status}: {Reason}")]
    private partial void LogSick(string check, HealthStatus status, string? reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Health: {Check} is well again")]
    private partial void LogWell(string check);
}
