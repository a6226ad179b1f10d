namespace TenantLLM.Grains.Tenants.Limits;

/// <summary>Remembers what came lately, so that it counts once: a bounded number.</summary>
internal sealed class RecentSet<T>(TimeSpan memory)
{
    private const int Most = 100_000;

    private readonly HashSet<T> _items = [];
    private readonly Queue<(TimeSpan Until, T Item)> _order = [];

    /// <returns>Whether it had not come before.</returns>
    public bool Add(TimeSpan now, T item)
    {
        while (_order.TryPeek(out var oldest) && (oldest.Until <= now || _order.Count >= Most))
            _items.Remove(_order.Dequeue().Item);
        if (!_items.Add(item))
            return false;
        _order.Enqueue((now + memory, item));
        return true;
    }

    public bool Contains(T item) => _items.Contains(item);
}
