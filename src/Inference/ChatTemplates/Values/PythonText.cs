using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's <c>str()</c> and <c>repr()</c>.</summary>
internal static class PythonText
{
    private const int MaxDepth = 100;

    public static bool Is(object? value) => value is string or SafeString;

    public static bool TryGet(object? value, [NotNullWhen(true)] out string? text)
    {
        text = value as string ?? (value as SafeString)?.Text;
        return text is not null;
    }

    public static string Str(object? value)
    {
        if (TryGet(value, out var text))
            return text;
        var output = new StringBuilder();
        Write(output, value, depth: 0);
        return output.ToString();
    }

    public static string Repr(object? value)
    {
        var output = new StringBuilder();
        Write(output, value, depth: 1);
        return output.ToString();
    }

    private static void Write(StringBuilder output, object? value, int depth)
    {
        // A namespace can hold itself.
        if (depth > MaxDepth)
            throw ChatTemplateRenderException.Limit("a value nests too deeply to be printed");
        _ = value switch
        {
            null => output.Append("None"),
            bool truth => output.Append(truth ? "True" : "False"),
            long number => output.Append(number.ToString(CultureInfo.InvariantCulture)),
            BigInteger number => output.Append(number.ToString(CultureInfo.InvariantCulture)),
            double number => output.Append(Numbers.Repr(number)),
            string text => Quote(output, text),
            SafeString safe => Quote(output.Append("Markup("), safe.Text).Append(')'),
            SequenceValue sequence => WriteSequence(output, sequence, depth),
            MapValue map => WriteEntries(output, map.Entries, depth),
            NamespaceValue names => WriteEntries(output.Append("<Namespace "), Entries(names), depth).Append('>'),
            Undefined => depth == 0 ? output : output.Append("Undefined"),
            _ => output.Append('<').Append(TypeNames.Of(value)).Append('>'),
        };
    }

    private static IEnumerable<KeyValuePair<object, object?>> Entries(NamespaceValue names) =>
        names.Attributes.Select(attribute => KeyValuePair.Create((object)attribute.Key, attribute.Value));

    private static StringBuilder WriteSequence(StringBuilder output, SequenceValue sequence, int depth)
    {
        output.Append(sequence.IsTuple ? '(' : '[');
        for (var index = 0; index < sequence.Items.Count; index++)
        {
            if (index > 0)
                output.Append(", ");
            Write(output, sequence.Items[index], depth + 1);
        }

        if (sequence is { IsTuple: true, Items.Count: 1 })
            output.Append(',');
        return output.Append(sequence.IsTuple ? ')' : ']');
    }

    private static StringBuilder WriteEntries(StringBuilder output, IEnumerable<KeyValuePair<object, object?>> entries, int depth)
    {
        output.Append('{');
        var separator = "";
        foreach (var (key, value) in entries)
        {
            output.Append(separator);
            Write(output, key, depth + 1);
            output.Append(": ");
            Write(output, value, depth + 1);
            separator = ", ";
        }

        return output.Append('}');
    }

    private static StringBuilder Quote(StringBuilder output, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        output.Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\\' => output.Append("\\\\"),
                _ when character == quote => output.Append('\\').Append(character),
                < ' ' or (>= '\u007f' and < '\u00a1') or '\u00ad' =>
                    output.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => output.Append(character),
            };
        }

        return output.Append(quote);
    }
}
