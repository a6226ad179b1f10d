using System.Buffers;

namespace TenantLLM.EndToEnd.Servers.Secrets;

/// <summary>Texts that are to be found nowhere.</summary>
internal sealed class SecretSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _secrets = [];
    private SearchValues<string>? _search;

    public void Add(string secret)
    {
        lock (_lock)
        {
            if (_secrets.Add(secret))
                _search = null;
        }
    }

    /// <returns>The line that has one; null where none does.</returns>
    public string? FindIn(string text)
    {
        SearchValues<string> search;
        lock (_lock)
            search = _search ??= SearchValues.Create([.. _secrets], StringComparison.Ordinal);
        var place = text.AsSpan().IndexOfAny(search);
        if (place < 0)
            return null;
        var end = text.IndexOf('\n', place);
        var start = text.LastIndexOf('\n', place) + 1;
        return end < 0 ? text[start..] : text[start..end];
    }
}
