using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>Filters on text. Jinja turns other values into text first.</summary>
internal static class TextFilters
{
    public static IReadOnlyDictionary<string, FilterFunction> All { get; } = new Dictionary<string, FilterFunction>
    {
        ["trim"] = (rendering, value, arguments) => Text(rendering, value, text => PythonStrings.Strip(text, arguments, "chars")),
        ["upper"] = (rendering, value, _) => Text(rendering, value, text => text.ToUpperInvariant()),
        ["lower"] = (rendering, value, _) => Text(rendering, value, text => text.ToLowerInvariant()),
        ["capitalize"] = (rendering, value, _) => Text(rendering, value, PythonStrings.Capitalize),
        ["title"] = (rendering, value, _) => Text(rendering, value, PythonStrings.Title),
        ["replace"] = (rendering, value, arguments) => Text(rendering, value, text => PythonStrings.Replace(rendering, text, arguments)),
        ["indent"] = (rendering, value, arguments) => Text(rendering, value, text => Indent(rendering, text, arguments)),
        ["escape"] = (rendering, value, _) => Escape(rendering, value),
        ["e"] = (rendering, value, _) => Escape(rendering, value),
        ["safe"] = (_, value, _) => value as SafeString ?? new SafeString(PythonText.Str(value)),
        ["string"] = (rendering, value, _) => value is SafeString ? value : rendering.Produced(PythonText.Str(value)),
        ["wordcount"] = (rendering, value, _) => (long)PythonStrings.Split(rendering, PythonText.Str(value), Arguments.None).Items.Count,
    };

    private static string Text(Rendering rendering, object? value, Func<string, string> change)
    {
        var text = PythonText.Str(value);
        rendering.Scan(text);
        return rendering.Produced(change(text));
    }

    private static SafeString Escape(Rendering rendering, object? value) =>
        value as SafeString ?? new SafeString(rendering.Produced(SafeString.Escape(PythonText.Str(value))));

    private static string Indent(Rendering rendering, string text, Arguments arguments)
    {
        var width = arguments.Get(0, "width", 4L);
        var indent = PythonText.TryGet(width, out var given) ? given
            : Arithmetic.Apply(rendering, "*", " ", width) as string ?? "";
        var (first, blank) = (arguments.Flag(1, "first"), arguments.Flag(2, "blank"));
        var lines = text.Split('\n');
        rendering.Reserve(text.Length + ((long)indent.Length * lines.Length));
        return string.Join('\n', lines.Select((line, index) =>
            (index == 0 ? first : blank || line.AsSpan().IndexOfAnyExcept(Whitespace.Characters) >= 0) ? indent + line : line));
    }
}
