namespace TenantLLM.Inference.Scheduling;

/// <summary>How fast the queue moves, as a moving average: what a client that is refused may be told.</summary>
internal sealed class AdmissionPace
{
    /// <summary>What a new measurement counts in the average.</summary>
    private const double Newness = 0.3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private double _perSecond;

    /// <summary>Notes how many were admitted in a time.</summary>
    public void Observe(long admitted, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            Volatile.Write(ref _perSecond, ((1 - Newness) * _perSecond) + (Newness * admitted / time.TotalSeconds));
    }

    /// <summary>When so many that wait will have been admitted; null where nothing is known.</summary>
    public TimeSpan? TimeFor(int waiting) =>
        Volatile.Read(ref _perSecond) is > 0 and var pace
            ? TimeSpan.FromSeconds(Math.Min(waiting / pace, Longest.TotalSeconds))
            : null;
}
