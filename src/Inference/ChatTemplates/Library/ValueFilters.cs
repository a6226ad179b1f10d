using System.Globalization;
using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>Filters on any value, and on numbers.</summary>
internal static class ValueFilters
{
    public static IReadOnlyDictionary<string, FilterFunction> All { get; } = new Dictionary<string, FilterFunction>
    {
        ["default"] = Default,
        ["d"] = Default,
        ["tojson"] = ToJson,
        ["int"] = ToInteger,
        ["float"] = (_, value, arguments) => TryNumber(value, out var number) ? number : arguments.Get(0, "default", 0.0),
        ["abs"] = (_, value, _) => Comparison.Order("<", value, 0L) < 0 ? Arithmetic.Negate(value) : value,
        ["round"] = (_, value, arguments) => Round(value, arguments),
        ["attr"] = (_, value, arguments) => Members.AttributeOnly(value, arguments.Text(0, "name")),
    };

    private static object? Default(Rendering rendering, object? value, Arguments arguments) =>
        value is Undefined || (arguments.Flag(1, "boolean") && !Truth.Of(value)) ? arguments.Get(0, "default_value", "") : value;

    /// <summary>As <c>transformers</c> defines it, which differs from Jinja's own: nothing is escaped for HTML.</summary>
    private static string ToJson(Rendering rendering, object? value, Arguments arguments)
    {
        var indent = arguments.Get(1, "indent", null) switch
        {
            null => null,
            string text => text,
            var width => new string(' ', (int)Math.Clamp(Numbers.TryInteger(width, out var count) ? count : 0, 0, 100)),
        };
        var (item, key) = arguments.Get(2, "separators", null) is SequenceValue { Items: [var first, var second] }
            ? (PythonText.Str(first), PythonText.Str(second))
            : (indent is null ? ", " : ",", ": ");
        var json = new PythonJson
        {
            EnsureAscii = arguments.Flag(0, "ensure_ascii"),
            Indent = indent,
            ItemSeparator = item,
            KeySeparator = key,
            SortKeys = arguments.Flag(3, "sort_keys"),
        };
        return rendering.Produced(json.Serialize(value));
    }

    private static object? ToInteger(Rendering rendering, object? value, Arguments arguments)
    {
        if (Numbers.TryInteger(value, out var integer))
            return integer;
        if (PythonText.TryGet(value, out var text)
            && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out integer))
        {
            return integer;
        }

        return TryNumber(value, out var number) && Math.Abs(number) < long.MaxValue ? (long)number : arguments.Get(0, "default", 0L);
    }

    private static bool TryNumber(object? value, out double number)
    {
        number = 0;
        if (PythonText.TryGet(value, out var text))
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        if (!Numbers.Is(value))
            return false;
        number = Numbers.ToDouble(value!);
        return true;
    }

    private static double Round(object? value, Arguments arguments)
    {
        if (!TryNumber(value, out var number))
            throw ChatTemplateRenderException.Invalid($"must be real number, not {TypeNames.Of(value)}");
        var scale = Math.Pow(10, Math.Clamp(arguments.Integer(0, "precision", 0), -300, 300));
        return arguments.Text(1, "method", "common") switch
        {
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => Math.Round(number * scale, MidpointRounding.ToEven) / scale,
        };
    }
}
