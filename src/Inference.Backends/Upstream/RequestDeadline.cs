using TenantLLM.Inference.Engine;

namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>The time a request may take as a whole, all tries together.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan? _limit;
    private readonly long _started;
    private readonly CancellationTokenSource _source;

    /// <param name="limit">Null: as long as it takes.</param>
    public RequestDeadline(TimeSpan? limit, TimeProvider clock)
    {
        _clock = clock;
        _limit = limit;
        _started = clock.GetTimestamp();
        _source = limit is { } time ? new CancellationTokenSource(time, clock) : new CancellationTokenSource();
    }

    public static UpstreamFault Fault { get; } =
        new(new GenerationFailure(GenerationFailureKind.DeadlineExceeded, "The request ran longer than it may."), CanPass: false);

    public CancellationToken Token => _source.Token;

    /// <summary>Whether there is time left after a wait.</summary>
    public bool Allows(TimeSpan wait) => _limit is null || _clock.GetElapsedTime(_started) + wait < _limit;

    public void Dispose() => _source.Dispose();
}
