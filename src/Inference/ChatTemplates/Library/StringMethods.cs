using TenantLLM.Inference.ChatTemplates.Evaluation;
using TenantLLM.Inference.ChatTemplates.Values;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>The methods of Python's <c>str</c>.</summary>
internal static class StringMethods
{
    private delegate object? Method(Rendering rendering, string text, Arguments arguments);

    private static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["strip"] = (rendering, text, arguments) => rendering.Produced(PythonStrings.Strip(text, arguments, "chars")),
        ["lstrip"] = (rendering, text, arguments) => rendering.Produced(text.TrimStart(PythonStrings.Stripped(arguments, "chars"))),
        ["rstrip"] = (rendering, text, arguments) => rendering.Produced(text.TrimEnd(PythonStrings.Stripped(arguments, "chars"))),
        ["split"] = PythonStrings.Split,
        ["rsplit"] = PythonStrings.SplitFromEnd,
        ["splitlines"] = (rendering, text, _) => PythonStrings.SplitLines(rendering, text),
        ["partition"] = (rendering, text, arguments) => Partition(rendering, text, arguments),
        ["upper"] = (rendering, text, _) => rendering.Produced(text.ToUpperInvariant()),
        ["lower"] = (rendering, text, _) => rendering.Produced(text.ToLowerInvariant()),
        ["title"] = (rendering, text, _) => rendering.Produced(PythonStrings.Title(text)),
        ["capitalize"] = (rendering, text, _) => rendering.Produced(PythonStrings.Capitalize(text)),
        ["replace"] = (rendering, text, arguments) => PythonStrings.Replace(rendering, text, arguments),
        ["join"] = Join,
        ["startswith"] = (_, text, arguments) => Any(arguments, part => text.StartsWith(part, StringComparison.Ordinal)),
        ["endswith"] = (_, text, arguments) => Any(arguments, part => text.EndsWith(part, StringComparison.Ordinal)),
        ["removeprefix"] = (rendering, text, arguments) => rendering.Produced(
            text.StartsWith(arguments.Text(0, "prefix"), StringComparison.Ordinal) ? text[arguments.Text(0, "prefix").Length..] : text),
        ["removesuffix"] = (rendering, text, arguments) => rendering.Produced(
            text.EndsWith(arguments.Text(0, "suffix"), StringComparison.Ordinal) ? text[..^arguments.Text(0, "suffix").Length] : text),
        ["find"] = (_, text, arguments) => Position(text, text.IndexOf(arguments.Text(0, "sub"), StringComparison.Ordinal)),
        ["rfind"] = (_, text, arguments) => Position(text, text.LastIndexOf(arguments.Text(0, "sub"), StringComparison.Ordinal)),
        ["count"] = (_, text, arguments) => Count(text, arguments.Text(0, "sub")),
        ["isdigit"] = (_, text, _) => text.Length > 0 && text.All(char.IsDigit),
        ["isalpha"] = (_, text, _) => text.Length > 0 && text.All(char.IsLetter),
        ["isalnum"] = (_, text, _) => text.Length > 0 && text.All(char.IsLetterOrDigit),
        ["isspace"] = (_, text, _) => text.Length > 0 && text.All(Whitespace.Is),
        ["isupper"] = (_, text, _) => text.Any(char.IsUpper) && !text.Any(char.IsLower),
        ["islower"] = (_, text, _) => text.Any(char.IsLower) && !text.Any(char.IsUpper),
    };

    public static CallableValue? Bind(string text, string name) => All.TryGetValue(name, out var method)
        ? new BuiltinFunction((rendering, arguments) =>
        {
            rendering.Scan(text);
            return method(rendering, text, arguments);
        })
        : null;

    private static bool Any(Arguments arguments, Func<string, bool> holds) => arguments.Get(0, "prefix") is SequenceValue parts
        ? parts.Items.Any(part => PythonText.TryGet(part, out var text) && holds(text))
        : holds(arguments.Text(0, "prefix"));

    private static string Join(Rendering rendering, string text, Arguments arguments)
    {
        var items = Items.Of(rendering, arguments.Get(0, "iterable"));
        if (items.FirstOrDefault(item => !PythonText.Is(item)) is { } other)
            throw ChatTemplateRenderException.Invalid($"sequence item: expected str instance, {TypeNames.Of(other)} found");
        var texts = items.Select(PythonText.Str).ToArray();
        rendering.Step(texts.Length);
        rendering.Reserve(texts.Sum(part => (long)part.Length + text.Length));
        return string.Join(text, texts);
    }

    private static SequenceValue Partition(Rendering rendering, string text, Arguments arguments)
    {
        var separator = arguments.Text(0, "sep");
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        rendering.Reserve(text.Length);
        return at < 0
            ? SequenceValue.Tuple(text, "", "")
            : SequenceValue.Tuple(text[..at], separator, text[(at + separator.Length)..]);
    }

    private static long Position(string text, int index) => index < 0 ? -1 : CodePoints.Count(text[..index]);

    private static long Count(string text, string part)
    {
        if (part.Length == 0)
            return CodePoints.Count(text) + 1L;
        return text.AsSpan().Count(part);
    }
}
