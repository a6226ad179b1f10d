namespace TenantLLM.Inference.Backends.Upstream;

/// <summary>How long a server may be silent, beside the caller's own cancellation and the request's deadline.</summary>
internal sealed class Patience : IDisposable
{
    private readonly RequestDeadline _deadline;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _linked;
    private TimeSpan _granted;

    public Patience(TimeSpan first, RequestDeadline deadline, TimeProvider clock, CancellationToken caller)
    {
        _deadline = deadline;
        _granted = first;
        _silence = new CancellationTokenSource(first, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token, _silence.Token);
    }

    /// <summary>Cancelled when any of the three is over.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Which of the two that are not the caller's it was.</summary>
    public UpstreamFault Fault => _deadline.Token.IsCancellationRequested ? RequestDeadline.Fault : UpstreamFault.Silent(_granted);

    /// <summary>Begins anew: the server has said something.</summary>
    public void Renew(TimeSpan next)
    {
        _granted = next;
        _silence.CancelAfter(next);
    }

    public void Dispose()
    {
        _linked.Dispose();
        _silence.Dispose();
    }
}
