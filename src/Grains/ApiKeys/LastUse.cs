using Microsoft.Extensions.Logging;

namespace TenantLLM.Grains.ApiKeys;

/// <summary>When a key was used last. Most uses cost no write: one is written a minute at most, and the last when the key's grain goes.</summary>
internal sealed partial class LastUse(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _used;
    private DateTimeOffset _written;
    private Task _writing = Task.CompletedTask;

    /// <summary>The key is used now.</summary>
    /// <param name="write">Writes that; nobody waits for it.</param>
    public void Record(Func<DateTimeOffset, Task> write)
    {
        _used = clock.GetUtcNow();
        if (_used - _written >= Interval && _writing.IsCompleted)
            _writing = WriteAsync(write);
    }

    /// <summary>Writes what is not written yet.</summary>
    public async Task FlushAsync(Func<DateTimeOffset, Task> write)
    {
        await _writing;
        if (_used > _written)
            await WriteAsync(write);
    }

    private async Task WriteAsync(Func<DateTimeOffset, Task> write)
    {
        var used = _used;
        try
        {
            await write(used);
            _written = used;
        }
#pragma warning disable CA1031 // Nobody's request depends on it: it is written with a later use.
        catch (Exception exception)
        {
            LogFailed(exception);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a key was used last could not be written; a later use tries again")]
    private partial void LogFailed(Exception exception);
}
