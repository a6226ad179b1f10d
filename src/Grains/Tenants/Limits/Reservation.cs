namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>What a request that runs may still take.</summary>
internal sealed class Reservation(IReadOnlyList<LimitSet> limits, long tokens, int parts, TimeSpan expiresAt)
{
    private int _parts = parts;

    public TimeSpan ExpiresAt => expiresAt;

    public long Tokens { get; private set; } = tokens;

    /// <summary>Whether it has taken from a set of limits.</summary>
    public bool Takes(LimitSet set) => limits.Contains(set);

    /// <summary>Replaces the reservation of a part by what it took.</summary>
    /// <returns>Whether it was the last part.</returns>
    public bool Settle(TimeSpan now, long taken)
    {
        var covered = Math.Min(taken, Tokens);
        Tokens -= covered;
        foreach (var limit in limits)
            limit.Correct(now, covered - taken);
        if (--_parts > 0)
            return false;
        End(now);
        return true;
    }

    /// <summary>Gives back what is left.</summary>
    public void End(TimeSpan now)
    {
        foreach (var limit in limits)
        {
            limit.Correct(now, Tokens);
            limit.End();
        }

        Tokens = 0;
    }
}
