namespace TenantLLM.Inference.Scheduling;

/// <summary>Notices a step that does not return. It cannot end it: a native call ends when it ends; but nobody need wait for it.</summary>
internal sealed class StallWatchdog : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Action _onStall;
    private readonly ITimer _timer;
    private long _entered;
    private volatile bool _isStalled;

    /// <param name="clock">The clock that times steps.</param>
    /// <param name="patience">How long a step may take.</param>
    /// <param name="onStall">Called once a stall, on a thread of the pool.</param>
    public StallWatchdog(TimeProvider clock, TimeSpan patience, Action onStall)
    {
        _clock = clock;
        _patience = patience;
        _onStall = onStall;
        var period = patience / 4;
        _timer = clock.CreateTimer(_ => Look(), null, period, period);
    }

    /// <summary>Whether a step runs that has taken too long.</summary>
    public bool IsStalled => _isStalled;

    /// <summary>A step begins.</summary>
    public void Enter() => Volatile.Write(ref _entered, _clock.GetTimestamp());

    /// <summary>The step has returned.</summary>
    /// <returns>Whether it had stalled.</returns>
    public bool Leave()
    {
        Volatile.Write(ref _entered, 0);
        var stalled = _isStalled;
        _isStalled = false;
        return stalled;
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var entered = Volatile.Read(ref _entered);
        if (entered == 0 || _isStalled || _clock.GetElapsedTime(entered) < _patience)
            return;
        _isStalled = true;
        _onStall();
    }
}
