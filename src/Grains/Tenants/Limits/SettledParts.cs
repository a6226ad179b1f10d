namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>Remembers what was settled lately, so that it counts once.</summary>
internal sealed class SettledParts(TimeSpan memory)
{
    private const int Most = 100_000;

    private readonly HashSet<(string, int)> _parts = [];
    private readonly Queue<(TimeSpan Until, (string, int) Part)> _order = [];

    /// <returns>Whether it was not settled before.</returns>
    public bool Add(TimeSpan now, string responseId, int part)
    {
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count >= Most))
            _parts.Remove(_order.Dequeue().Part);
        if (!_parts.Add((responseId, part)))
            return false;
        _order.Enqueue((now + memory, (responseId, part)));
        return true;
    }
}
