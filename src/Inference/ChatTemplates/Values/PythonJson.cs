using System.Globalization;
using System.Numerics;
using System.Text;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's <c>json.dumps</c>, which the <c>tojson</c> of chat templates is.</summary>
internal sealed class PythonJson
{
    private const int MaxDepth = 100;
    private readonly StringBuilder _output = new();

    public bool EnsureAscii { get; init; }

    /// <summary>What an indented line begins with, a level; null: all on one line.</summary>
    public string? Indent { get; init; }

    public string ItemSeparator { get; init; } = ", ";

    public string KeySeparator { get; init; } = ": ";

    public bool SortKeys { get; init; }

    public string Serialize(object? value)
    {
        Write(value, depth: 0);
        return _output.ToString();
    }

    private void Write(object? value, int depth)
    {
        if (depth > MaxDepth)
            throw ChatTemplateRenderException.Limit("a value nests too deeply for tojson");
        switch (value)
        {
            case string or SafeString:
                WriteString(PythonText.Str(value));
                break;
            case SequenceValue sequence:
                WriteItems('[', ']', sequence.Items, depth, item => Write(item, depth + 1));
                break;
            case MapValue map:
                WriteItems('{', '}', Entries(map), depth, pair =>
                {
                    WriteString(KeyText(pair.Key));
                    _output.Append(KeySeparator);
                    Write(pair.Value, depth + 1);
                });
                break;
            default:
                _output.Append(Scalar(value));
                break;
        }
    }

    private KeyValuePair<object, object?>[] Entries(MapValue map) =>
        SortKeys ? [.. map.Entries.OrderBy(pair => KeyText(pair.Key), StringComparer.Ordinal)] : [.. map.Entries];

    private static string KeyText(object key) => PythonText.TryGet(key, out var text) ? text : Scalar(key);

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        double number => Numbers.Repr(number),
        _ => throw ChatTemplateRenderException.Invalid($"Object of type {TypeNames.Of(value)} is not JSON serializable"),
    };

    private void WriteItems<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T> write)
    {
        _output.Append(open);
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
                _output.Append(ItemSeparator);
            BreakLine(depth + 1);
            write(items[index]);
        }

        if (items.Count > 0)
            BreakLine(depth);
        _output.Append(close);
    }

    private void BreakLine(int depth)
    {
        if (Indent is null)
            return;
        _output.Append('\n');
        for (var level = 0; level < depth; level++)
            _output.Append(Indent);
    }

    private void WriteString(string text)
    {
        _output.Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => _output.Append("\\\""),
                '\\' => _output.Append("\\\\"),
                '\n' => _output.Append("\\n"),
                '\r' => _output.Append("\\r"),
                '\t' => _output.Append("\\t"),
                '\b' => _output.Append("\\b"),
                '\f' => _output.Append("\\f"),
                < ' ' => Escape(character),
                // A mark must stay recognizable: PromptEncoder takes it out again.
                > '~' when EnsureAscii && !SpecialTokenMarks.IsMark(character) => Escape(character),
                _ => _output.Append(character),
            };
        }

        _output.Append('"');
    }

    private StringBuilder Escape(char character) => _output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
