namespace TenantLLM.Acceptance.Traces;

/// <summary>The spans that a collector was sent.</summary>
internal sealed class CollectedTraces
{
    private readonly Lock _lock = new();
    private readonly List<CollectedSpan> _spans = [];
    private TaskCompletionSource _more = NewSignal();

    public void Add(IEnumerable<CollectedSpan> spans)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            _spans.AddRange(spans);
            (signal, _more) = (_more, NewSignal());
        }

        signal.SetResult();
    }

    /// <summary>Waits until the spans of a trace are all there.</summary>
    /// <exception cref="TimeoutException">They never were.</exception>
    public async Task<IReadOnlyList<CollectedSpan>> WaitForAsync(string trace, Func<IReadOnlyList<CollectedSpan>, bool> isWhole, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (true)
        {
            var (spans, more) = Of(trace);
            if (isWhole(spans))
                return spans;
            try
            {
                await more.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Trace {trace} was not whole within {patience}. Of it were received:\n{string.Join('\n', spans)}");
            }
        }
    }

    private (List<CollectedSpan> Spans, Task More) Of(string trace)
    {
        lock (_lock)
            return ([.. _spans.Where(span => span.TraceId == trace)], _more.Task);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
