using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>Filters on sequences.</summary>
internal static class SequenceFilters
{
    public static IReadOnlyDictionary<string, FilterFunction> All { get; } = new Dictionary<string, FilterFunction>
    {
        ["length"] = (rendering, value, _) => Items.Length(rendering, value),
        ["count"] = (rendering, value, _) => Items.Length(rendering, value),
        ["list"] = (rendering, value, _) => new SequenceValue(Of(rendering, value)),
        ["items"] = (_, value, _) => Pairs(value),
        ["first"] = (rendering, value, _) => Of(rendering, value) is [var first, ..] ? first : Nothing("first"),
        ["last"] = (rendering, value, _) => Of(rendering, value) is [.., var last] ? last : Nothing("last"),
        ["join"] = Join,
        ["reverse"] = Reverse,
        ["sort"] = Sort,
        ["unique"] = Unique,
        ["min"] = (rendering, value, arguments) => Extreme(rendering, value, arguments, sign: -1),
        ["max"] = (rendering, value, arguments) => Extreme(rendering, value, arguments, sign: 1),
        ["sum"] = Sum,
        ["map"] = Map,
        ["select"] = (rendering, value, arguments) => Select(rendering, value, arguments, byAttribute: false, wanted: true),
        ["reject"] = (rendering, value, arguments) => Select(rendering, value, arguments, byAttribute: false, wanted: false),
        ["selectattr"] = (rendering, value, arguments) => Select(rendering, value, arguments, byAttribute: true, wanted: true),
        ["rejectattr"] = (rendering, value, arguments) => Select(rendering, value, arguments, byAttribute: true, wanted: false),
        ["dictsort"] = DictSort,
        ["batch"] = Batch,
    };

    private static IReadOnlyList<object?> Of(Rendering rendering, object? value)
    {
        var items = Items.Of(rendering, value);
        rendering.Step(items.Count);
        return items;
    }

    private static Undefined Nothing(string which) => new($"No {which} item, sequence was empty.");

    private static SequenceValue Pairs(object? value) => value switch
    {
        MapValue map => MapMethods.Pairs(map),
        Undefined => SequenceValue.Empty,
        _ => throw ChatTemplateRenderException.Invalid("Can only get item pairs from a mapping."),
    };

    private static string Join(Rendering rendering, object? value, Arguments arguments)
    {
        var separator = arguments.Get(0, "d", "");
        var key = ItemKey.From(arguments, 1);
        var texts = Of(rendering, value).Select(item => PythonText.Str(key.Of(item))).ToArray();
        var glue = PythonText.Str(separator);
        rendering.Reserve(texts.Sum(text => (long)text.Length + glue.Length));
        return string.Join(glue, texts);
    }

    private static object? Reverse(Rendering rendering, object? value, Arguments arguments)
    {
        var reversed = Of(rendering, value).Reverse();
        return PythonText.Is(value) ? string.Concat(reversed) : new SequenceValue([.. reversed]);
    }

    private static SequenceValue Sort(Rendering rendering, object? value, Arguments arguments)
    {
        var (reverse, caseSensitive) = (arguments.Flag(0, "reverse"), arguments.Flag(1, "case_sensitive"));
        var key = ItemKey.From(arguments, 2, ignoreCase: !caseSensitive);
        return new SequenceValue(Ordered(rendering, Of(rendering, value), key.Of, reverse));
    }

    /// <summary>Stable both ways, as Python's.</summary>
    private static IReadOnlyList<object?> Ordered(
        Rendering rendering, IReadOnlyList<object?> items, Func<object?, object?> key, bool reverse)
    {
        var comparer = Comparer<object?>.Create((left, right) =>
        {
            rendering.Step();
            return Comparison.Order("<", left, right);
        });
        try
        {
            return [.. reverse ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer)];
        }
        catch (InvalidOperationException exception) when (exception.InnerException is ChatTemplateRenderException failure)
        {
            throw new ChatTemplateRenderException(failure.Kind, failure.Message);
        }
    }

    private static SequenceValue Unique(Rendering rendering, object? value, Arguments arguments)
    {
        var key = ItemKey.From(arguments, 1, ignoreCase: !arguments.Flag(0, "case_sensitive"));
        var seen = new MapValue();
        var kept = new List<object?>();
        foreach (var item in Of(rendering, value))
        {
            var identity = SequenceValue.Tuple(key.Of(item));
            if (seen.TryGet(identity, out _))
                continue;
            seen.Set(identity, null);
            kept.Add(item);
        }

        return new SequenceValue(kept);
    }

    private static object? Extreme(Rendering rendering, object? value, Arguments arguments, int sign)
    {
        var key = ItemKey.From(arguments, 1, ignoreCase: !arguments.Flag(0, "case_sensitive"));
        var items = Of(rendering, value);
        if (items.Count == 0)
            return Nothing("aggregated");
        var best = items[0];
        foreach (var item in items.Skip(1))
        {
            if (Comparison.Order("<", key.Of(item), key.Of(best)) * sign > 0)
                best = item;
        }

        return best;
    }

    private static object? Sum(Rendering rendering, object? value, Arguments arguments)
    {
        var key = ItemKey.From(arguments, 0);
        return Of(rendering, value).Aggregate(
            arguments.Get(1, "start", 0L), (total, item) => Arithmetic.Apply(rendering, "+", total, key.Of(item)));
    }

    private static SequenceValue Map(Rendering rendering, object? value, Arguments arguments)
    {
        var items = Of(rendering, value);
        if (arguments.Count == 0 && arguments.TryGet(0, "attribute", out _))
        {
            var key = ItemKey.From(arguments, 0);
            var missing = arguments.Get(1, "default", null);
            var found = items.Select(key.Of);
            return new SequenceValue([.. missing is null ? found : found.Select(item => item is Undefined ? missing : item)]);
        }

        var (filter, rest) = (Filters.Find(arguments.Text(0, "filter")), arguments.Skip(1));
        return new SequenceValue([.. items.Select(item => filter(rendering, item, rest))]);
    }

    private static SequenceValue Select(Rendering rendering, object? value, Arguments arguments, bool byAttribute, bool wanted)
    {
        // Jinja asks only values that are true for their items: none is an empty sequence here.
        if (!Truth.Of(value))
            return SequenceValue.Empty;
        var key = byAttribute ? ItemKey.From(arguments, 0) : ItemKey.Self;
        var rest = arguments.Skip(byAttribute ? 1 : 0);
        TestFunction test = rest.Count == 0 ? (_, item, _) => Truth.Of(item) : Tests.Find(rest.Text(0, "test"));
        var testArguments = rest.Skip(1);
        return new SequenceValue([.. Of(rendering, value).Where(item => test(rendering, key.Of(item), testArguments) == wanted)]);
    }

    private static SequenceValue DictSort(Rendering rendering, object? value, Arguments arguments)
    {
        var part = arguments.Text(1, "by", "key") == "value" ? 1L : 0L;
        var key = ItemKey.At(part, ignoreCase: !arguments.Flag(0, "case_sensitive"));
        return new SequenceValue(Ordered(rendering, Pairs(value).Items, key.Of, arguments.Flag(2, "reverse")));
    }

    private static SequenceValue Batch(Rendering rendering, object? value, Arguments arguments)
    {
        var size = (int)Math.Clamp(arguments.Integer(0, "linecount", 1), 1, int.MaxValue);
        return new SequenceValue([.. Of(rendering, value).Chunk(size).Select(chunk => (object?)new SequenceValue(chunk))]);
    }
}
