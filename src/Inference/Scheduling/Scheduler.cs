using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Scheduling;

/// <summary>
/// Gives a <see cref="Batcher"/> its thread: one a model does all the work. Requests come in through a bounded queue and answers leave
/// through a bounded channel each.
/// </summary>
internal sealed partial class Scheduler : IDisposable
{
    /// <summary>Failed steps in a row after which the engine calls itself unready.</summary>
    private const int FewFailures = 3;

    private static readonly TimeSpan StatusPeriod = TimeSpan.FromSeconds(1);

    private readonly SchedulerOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Batcher _batcher;
    private readonly StallWatchdog _watchdog;
    private readonly AdmissionPace _pace = new();
    private readonly ConcurrentQueue<Sequence> _arrivals = new();
    private readonly ConcurrentQueue<string> _forgotten = new();

    // Never disposed of: a reader that leaves late may still set it.
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private volatile SchedulerStatus _status = SchedulerStatus.Idle;
    private long _statusAt;
    private int _arriving;
    private volatile bool _isStopping;
    private volatile bool _isBroken;

    /// <param name="decoder">What computes.</param>
    /// <param name="options">How it is shared.</param>
    /// <param name="swapBytes">Memory for sequences that had to leave their place.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The log.</param>
    public Scheduler(IDecoder decoder, SchedulerOptions options, long swapBytes, string model, TimeProvider clock, ILogger log)
    {
        _options = options;
        _clock = clock;
        _log = log;
        _batcher = new Batcher(decoder, options, swapBytes, log);
        _watchdog = new StallWatchdog(clock, options.StallTimeout, FailStalled);
        _statusAt = clock.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = $"scheduler {model}" };
        _thread.Start();
    }

    /// <summary>Sequences that wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _arriving) + _batcher.Waiting;

    public SchedulerStatus Status => _status;

    /// <summary>Whether steps return, and succeed.</summary>
    public bool IsReady => !_isStopping && !_isBroken && !_watchdog.IsStalled && _batcher.Failures < FewFailures;

    /// <summary>Puts a sequence into the queue.</summary>
    /// <returns>Why it is refused; null if it is not.</returns>
    public GenerationFailure? Enqueue(Sequence sequence)
    {
        if (_isStopping)
            return EngineFailures.Stopping;
        if (_isBroken || _watchdog.IsStalled)
            return EngineFailures.Stalled;
        var waiting = Interlocked.Increment(ref _arriving) + _batcher.Waiting;
        if (waiting > _options.QueueLimit)
        {
            Interlocked.Decrement(ref _arriving);
            return EngineFailures.Overloaded with { RetryAfter = _pace.TimeFor(waiting) };
        }

        _arrivals.Enqueue(sequence);
        _wake.Set();
        return null;
    }

    /// <summary>Somebody has left or was ended: what is computed for them ends with the step that runs now.</summary>
    public void NoteDeparture()
    {
        _batcher.NoteDeparture();
        _wake.Set();
    }

    /// <summary>Drops what is kept of a tenant between its requests, before the next step.</summary>
    public void Forget(string tenantId)
    {
        _forgotten.Enqueue(tenantId);
        _wake.Set();
    }

    /// <summary>Whether the thread has ended; while it has not, a step uses the decoder.</summary>
    public bool HasStopped => !_thread.IsAlive;

    /// <summary>Fails what waits and runs, and ends the thread. A step that stalls keeps it: it is waited for no longer than a stall.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _wake.Set();
        if (!_thread.Join(_options.StallTimeout))
            return;
        _watchdog.Dispose();
        _batcher.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isStopping)
            {
                while (_forgotten.TryDequeue(out var tenant))
                    _batcher.Forget(tenant);
                TakeArrivals();
                var worked = Step();
                PublishStatus(evenIfRecent: !worked);
                if (!worked)
                    _wake.WaitOne();
            }

            FailAll(EngineFailures.Stopping);
        }
#pragma warning disable CA1031 // The thread's end: whatever it is, the process stays and says so.
        catch (Exception exception)
        {
            LogBroken(exception);
            _isBroken = true;
            FailAll(EngineFailures.Broken);
        }
#pragma warning restore CA1031
    }

    private bool Step()
    {
        _watchdog.Enter();
        var worked = _batcher.Step();
        if (_watchdog.Leave())
            LogRecovered();
        return worked;
    }

    private void TakeArrivals()
    {
        while (_arrivals.TryDequeue(out var arrival))
        {
            _batcher.Enqueue(arrival);
            Interlocked.Decrement(ref _arriving);
        }
    }

    private void PublishStatus(bool evenIfRecent)
    {
        var since = _clock.GetElapsedTime(_statusAt);
        if (since < StatusPeriod && !evenIfRecent)
            return;
        var status = _batcher.Status;
        if (since >= StatusPeriod)
        {
            _pace.Observe(status.Admitted - _status.Admitted, since);
            _statusAt = _clock.GetTimestamp();
        }

        _status = status;
    }

    private void FailStalled()
    {
        var computing = _batcher.Computing();
        LogStalled(computing.Length, _options.StallTimeout);
        foreach (var sequence in computing)
            sequence.Fail(EngineFailures.Broken);
        _batcher.NoteDeparture();
    }

    private void FailAll(GenerationFailure failure)
    {
        TakeArrivals();
        _batcher.FailAll(failure);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A step has taken more than {Patience}; its {Sequences} sequences fail, and no request is taken until it returns")]
    private partial void LogStalled(int sequences, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The step that stalled has returned; requests are taken again")]
    private partial void LogRecovered();

    [LoggerMessage(Level = LogLevel.Critical, Message = "The scheduler failed; the model answers no more until the process is started again")]
    private partial void LogBroken(Exception exception);
}
