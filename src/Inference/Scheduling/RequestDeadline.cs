namespace TenantLLM.Inference.Scheduling;

/// <summary>Ends a generation that waits too long for a place, or takes too long. It watches from outside the scheduler's thread, so it
/// holds while a step stalls, too.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly Generation _generation;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly Action _onExpired;
    private readonly long _started;
    private readonly ITimer _timer;

    /// <param name="generation">What is timed, from now.</param>
    /// <param name="queueLimit">How long it may wait for a place.</param>
    /// <param name="limit">How long it may take in all.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="onExpired">Called after the generation was ended.</param>
    public RequestDeadline(Generation generation, TimeSpan queueLimit, TimeSpan limit, TimeProvider clock, Action onExpired)
    {
        _generation = generation;
        _clock = clock;
        _limit = limit;
        _onExpired = onExpired;
        _started = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Look(), null, queueLimit < limit ? queueLimit : limit, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var left = _limit - _clock.GetElapsedTime(_started);
        if (_generation.IsRunning && left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
            return;
        }

        _generation.Fail(_generation.IsRunning ? EngineFailures.Late : EngineFailures.Overloaded);
        _onExpired();
    }
}
