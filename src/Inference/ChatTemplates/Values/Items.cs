using TenantLLM.Inference.ChatTemplates.Evaluation;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>What iterating over a value gives, its length, and slices of it.</summary>
internal static class Items
{
    public static IReadOnlyList<object?> Of(Rendering rendering, object? value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                return sequence.Items;
            case MapValue map:
                return [.. map.Entries.Keys];
            case string or SafeString:
                var text = PythonText.Str(value);
                rendering.Step(text.Length);
                return CodePoints.Split(text);
            case Undefined:
                return [];
            default:
                throw ChatTemplateRenderException.Invalid($"'{TypeNames.Of(value)}' object is not iterable");
        }
    }

    public static long Length(Rendering rendering, object? value)
    {
        switch (value)
        {
            case SequenceValue sequence:
                return sequence.Items.Count;
            case MapValue map:
                return map.Entries.Count;
            case string or SafeString:
                var text = PythonText.Str(value);
                rendering.Scan(text);
                return CodePoints.Count(text);
            case Undefined:
                return 0;
            default:
                throw ChatTemplateRenderException.Invalid($"object of type '{TypeNames.Of(value)}' has no len()");
        }
    }

    public static object? Slice(Rendering rendering, object? value, long? start, long? stop, long? step)
    {
        if (value is Undefined undefined)
            throw undefined.Failure();
        if (!PythonText.Is(value) && value is not SequenceValue)
            return new Undefined($"'{TypeNames.Described(value)}' cannot be sliced");
        var source = Of(rendering, value);
        var picked = Pick(source, start, stop, step ?? 1);
        rendering.Step(picked.Count);
        return value is SequenceValue sequence
            ? new SequenceValue(picked, sequence.IsTuple)
            : rendering.Produced(string.Concat(picked));
    }

    /// <summary>CPython's <c>PySlice_AdjustIndices</c>.</summary>
    private static List<object?> Pick(IReadOnlyList<object?> source, long? start, long? stop, long step)
    {
        if (step == 0)
            throw ChatTemplateRenderException.Invalid("slice step cannot be zero");
        var (lowest, highest) = step > 0 ? (0L, (long)source.Count) : (-1L, source.Count - 1L);
        var from = Bound(start, step > 0 ? lowest : highest);
        var to = Bound(stop, step > 0 ? highest : lowest);
        var picked = new List<object?>();
        for (var index = from; step > 0 ? index < to : index > to; index += step)
        {
            picked.Add(source[(int)index]);
            // Beyond the ends there is nothing, and adding more could overflow.
            if (Math.Abs((decimal)step) > source.Count)
                break;
        }

        return picked;

        long Bound(long? bound, long missing) => bound is not { } given
            ? missing
            : Math.Clamp(given < 0 ? given + source.Count : given, lowest, highest);
    }
}
