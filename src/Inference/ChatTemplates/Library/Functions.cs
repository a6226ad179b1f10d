using System.Collections.Frozen;
using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The functions every template can call.</summary>
internal static class Functions
{
    // The sandbox of Jinja allows no longer range.
    private const int MaxRange = 100_000;

    public static FrozenDictionary<string, CallableValue> All { get; } = new Dictionary<string, CallableValue>
    {
        ["range"] = new BuiltinFunction(Range),
        ["namespace"] = new BuiltinFunction((_, arguments) => Namespace(arguments)),
        ["dict"] = new BuiltinFunction((_, arguments) => Dict(arguments)),
        ["raise_exception"] = new BuiltinFunction((_, arguments) =>
            throw new ChatTemplateRenderException(ChatTemplateFailureKind.Refused, PythonText.Str(arguments.Get(0, "message")))),
        ["strftime_now"] = new BuiltinFunction((rendering, arguments) =>
            TimeFormat.Format(rendering.Time.GetLocalNow(), arguments.Text(0, "format"))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static SequenceValue Range(Rendering rendering, Arguments arguments)
    {
        var first = arguments.Integer(0, "start", 0);
        var (start, stop) = arguments.Count > 1 ? (first, arguments.Integer(1, "stop", 0)) : (0, first);
        var step = arguments.Integer(2, "step", 1);
        if (step == 0)
            throw ChatTemplateRenderException.Invalid("range() arg 3 must not be zero");
        var distance = step > 0 ? (decimal)stop - start : (decimal)start - stop;
        var count = distance <= 0 ? 0 : Math.Ceiling(distance / Math.Abs((decimal)step));
        if (count > MaxRange)
            throw ChatTemplateRenderException.Limit($"Range too big. The sandbox blocks ranges larger than MAX_RANGE ({MaxRange}).");
        rendering.Step((long)count);
        return new SequenceValue([.. Enumerable.Range(0, (int)count).Select(index => (object?)(start + (index * step)))]);
    }

    private static NamespaceValue Namespace(Arguments arguments)
    {
        var names = new NamespaceValue();
        foreach (var (key, value) in Dict(arguments).Entries)
            names.Attributes[PythonText.Str(key)] = value;
        return names;
    }

    private static MapValue Dict(Arguments arguments)
    {
        var map = new MapValue();
        if (arguments.Count > 0)
        {
            if (arguments.Positional[0] is not MapValue source)
                throw ChatTemplateRenderException.Invalid($"'{TypeNames.Of(arguments.Positional[0])}' object is not a mapping");
            foreach (var (key, value) in source.Entries)
                map.Set(key, value);
        }

        foreach (var (key, value) in arguments.Named)
            map[key] = value;
        return map;
    }
}
