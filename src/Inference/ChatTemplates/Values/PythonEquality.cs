using System.Numerics;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's <c>==</c>: numbers and booleans by value, texts by characters, containers by their items.</summary>
internal sealed class PythonEquality : IEqualityComparer<object>
{
    public static PythonEquality Comparer { get; } = new();

    public static bool Equal(object? left, object? right) => (left, right) switch
    {
        (null, null) or (Undefined, Undefined) => true,
        (null, _) or (_, null) => false,
        (SafeString safe, _) => Equal(safe.Text, right),
        (_, SafeString safe) => Equal(left, safe.Text),
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (SequenceValue a, SequenceValue b) => a.IsTuple == b.IsTuple && SameItems(a.Items, b.Items),
        (MapValue a, MapValue b) => SameEntries(a, b),
        _ when Numbers.Is(left) && Numbers.Is(right) => SameNumber(left, right),
        _ => ReferenceEquals(left, right),
    };

    bool IEqualityComparer<object>.Equals(object? x, object? y) => Equal(x, y);

    int IEqualityComparer<object>.GetHashCode(object value) => value switch
    {
        string text => string.GetHashCode(text, StringComparison.Ordinal),
        SafeString safe => string.GetHashCode(safe.Text, StringComparison.Ordinal),
        SequenceValue sequence => sequence.Items.Count,
        _ when Numbers.Is(value) => Numbers.ToDouble(value).GetHashCode(),
        _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value),
    };

    private static bool SameNumber(object left, object right) =>
        left is BigInteger a && right is BigInteger b ? a == b : Numbers.Compare(left, right) == 0;

    private static bool SameItems(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count)
            return false;
        StackGuard.Check();
        for (var index = 0; index < left.Count; index++)
        {
            if (!Equal(left[index], right[index]))
                return false;
        }

        return true;
    }

    private static bool SameEntries(MapValue left, MapValue right)
    {
        if (left.Entries.Count != right.Entries.Count)
            return false;
        StackGuard.Check();
        foreach (var (key, value) in left.Entries)
        {
            if (!right.TryGet(key, out var other) || !Equal(value, other))
                return false;
        }

        return true;
    }
}
