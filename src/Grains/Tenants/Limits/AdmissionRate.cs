namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>How many requests were admitted within a second.</summary>
internal sealed class AdmissionRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private TimeSpan _begun;
    private int _count;
    private int _former;

    public void Count(TimeSpan now)
    {
        MoveOn(now);
        _count++;
    }

    /// <summary>In the second that ended last, or in this one if they are more.</summary>
    public int Of(TimeSpan now)
    {
        MoveOn(now);
        return Math.Max(_former, _count);
    }

    private void MoveOn(TimeSpan now)
    {
        if (now - _begun < Window)
            return;
        (_former, _count) = (now - _begun < 2 * Window ? _count : 0, 0);
        _begun = now;
    }
}
