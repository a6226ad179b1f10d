using Microsoft.Extensions.Logging;

namespace TenantLLM.Storage.Failures;

/// <summary>Says in the log when the database fails, why, and when it works again: a line now and then, not one a request.</summary>
internal sealed partial class StoreAvailability(IStoreExceptions exceptions, TimeProvider clock, ILogger<StoreAvailability> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private string? _reason;
    private long _logged;

    /// <summary>Something worked.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref _reason) is null)
            return;
        lock (_lock)
        {
            if (_reason is null)
                return;
            _reason = null;
        }

        LogRecovered();
    }

    /// <summary>What a caller is told of a failure, where it is the database's.</summary>
    public Exception? Failed(Exception exception)
    {
        if (StoreFailure.ReasonOf(exception) is not { } reason)
            return null;
        if (IsNews(reason))
            LogUnavailable(reason);
        return exceptions.Unavailable(reason);
    }

    private bool IsNews(string reason)
    {
        lock (_lock)
        {
            if (_reason == reason && clock.GetElapsedTime(_logged) < Interval)
                return false;
            (_reason, _logged) = (reason, clock.GetTimestamp());
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database cannot be used; requests that need it are answered with 503 until it can: {Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database can be used again")]
    private partial void LogRecovered();
}
