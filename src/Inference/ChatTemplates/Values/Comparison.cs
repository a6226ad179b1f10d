using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's comparisons.</summary>
internal static class Comparison
{
    public static bool Holds(Rendering rendering, string symbol, object? left, object? right) => symbol switch
    {
        "==" => PythonEquality.Equal(left, right),
        "!=" => !PythonEquality.Equal(left, right),
        "in" => Contains(rendering, right, left),
        "not in" => !Contains(rendering, right, left),
        "<" => Order(symbol, left, right) < 0,
        "<=" => Order(symbol, left, right) <= 0,
        ">" => Order(symbol, left, right) > 0,
        _ => Order(symbol, left, right) >= 0,
    };

    public static int Order(string symbol, object? left, object? right)
    {
        if ((left as Undefined ?? right as Undefined) is { } undefined)
            throw undefined.Failure();
        if (Numbers.Is(left) && Numbers.Is(right))
            return Numbers.Compare(left!, right!);
        if (PythonText.TryGet(left, out var a) && PythonText.TryGet(right, out var b))
            return string.CompareOrdinal(a, b);
        if (left is SequenceValue first && right is SequenceValue second)
            return OrderItems(symbol, first, second);
        throw ChatTemplateRenderException.Invalid(
            $"'{symbol}' not supported between instances of '{TypeNames.Of(left)}' and '{TypeNames.Of(right)}'");
    }

    public static bool Contains(Rendering rendering, object? container, object? item)
    {
        switch (container)
        {
            case Undefined:
                return false;
            case string or SafeString:
                var text = PythonText.Str(container);
                rendering.Scan(text);
                return PythonText.TryGet(item, out var part)
                    ? text.Contains(part, StringComparison.Ordinal)
                    : throw ChatTemplateRenderException.Invalid(
                        $"'in <string>' requires string as left operand, not {TypeNames.Of(item)}");
            case MapValue map:
                return map.TryGet(item, out _);
            case SequenceValue sequence:
                rendering.Step(sequence.Items.Count);
                return sequence.Items.Any(candidate => PythonEquality.Equal(candidate, item));
            default:
                throw ChatTemplateRenderException.Invalid($"argument of type '{TypeNames.Of(container)}' is not iterable");
        }
    }

    private static int OrderItems(string symbol, SequenceValue left, SequenceValue right)
    {
        StackGuard.Check();
        for (var index = 0; index < Math.Min(left.Items.Count, right.Items.Count); index++)
        {
            if (!PythonEquality.Equal(left.Items[index], right.Items[index]))
                return Order(symbol, left.Items[index], right.Items[index]);
        }

        return left.Items.Count.CompareTo(right.Items.Count);
    }
}
