using Microsoft.Extensions.Logging;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>Whether a server is there. It is away after some connections in a row that did not come about; then it is looked for now
/// and then, until it answers anything.</summary>
internal sealed partial class UpstreamHealth : IDisposable
{
    private const int MostMisses = 3;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly string _place;
    private readonly Func<CancellationToken, Task<bool>> _probe;
    private readonly ITimer _timer;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private int _misses;

    /// <param name="place">The server, as logs show it.</param>
    /// <param name="probe">Asks whether it answers.</param>
    public UpstreamHealth(string place, Func<CancellationToken, Task<bool>> probe, TimeProvider clock, ILogger log)
    {
        _place = place;
        _probe = probe;
        _log = log;
        _clock = clock;
        _timer = clock.CreateTimer(_ => _ = ProbeAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsReady => Volatile.Read(ref _misses) < MostMisses;

    /// <summary>Takes in how a request went.</summary>
    public void Observe(UpstreamFault? fault)
    {
        if (fault is { IsUnreachable: true })
        {
            if (Interlocked.Increment(ref _misses) == MostMisses)
            {
                LogAway(_place, MostMisses);
                _timer.Change(ProbeInterval, Timeout.InfiniteTimeSpan);
            }
        }
        else if (Interlocked.Exchange(ref _misses, 0) >= MostMisses)
        {
            LogBack(_place);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task ProbeAsync()
    {
        if (IsReady)
            return;
        try
        {
            if (await AnswersAsync())
                Observe(null);
            else
                _timer.Change(ProbeInterval, Timeout.InfiniteTimeSpan);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The engine is being disposed of.
        }
    }

    private async Task<bool> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(ProbePatience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            return await _probe(either.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server at {Place} is away: {Misses} connections in a row did not come about")]
    private partial void LogAway(string place, int misses);

    [LoggerMessage(Level = LogLevel.Information, Message = "The server at {Place} is back")]
    private partial void LogBack(string place);
}
