using System.Globalization;
using System.Text;

namespace TenantLLM.Inference.ChatTemplates.Library;

/// <summary>C's <c>strftime</c> in the C locale.</summary>
internal static class TimeFormat
{
    public static string Format(DateTimeOffset time, string format)
    {
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }

            // GNU's %-d leaves out the leading zero.
            var isBare = format[index + 1] == '-' && index + 2 < format.Length;
            index += isBare ? 2 : 1;
            var field = Field(time, format[index]);
            text.Append(isBare && field.TrimStart('0', ' ') is { Length: > 0 } bare ? bare : field);
        }

        return text.ToString();
    }

    private static string Field(DateTimeOffset time, char code) => code switch
    {
        'Y' => Text(time, "yyyy"),
        'y' => Text(time, "yy"),
        'm' => Text(time, "MM"),
        'B' => Text(time, "MMMM"),
        'b' or 'h' => Text(time, "MMM"),
        'd' => Text(time, "dd"),
        'e' => Text(time, "%d").PadLeft(2),
        'A' => Text(time, "dddd"),
        'a' => Text(time, "ddd"),
        'H' => Text(time, "HH"),
        'I' => Text(time, "hh"),
        'M' => Text(time, "mm"),
        'S' => Text(time, "ss"),
        'f' => Text(time, "ffffff"),
        'p' => Text(time, "tt"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => (((int)time.DayOfWeek + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'F' => Text(time, "yyyy-MM-dd"),
        'T' or 'X' => Text(time, "HH:mm:ss"),
        'D' or 'x' => Text(time, "MM/dd/yy"),
        'R' => Text(time, "HH:mm"),
        'c' => Text(time, "ddd MMM ") + Field(time, 'e') + Text(time, " HH:mm:ss yyyy"),
        'Z' or 'z' => "",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => throw ChatTemplateRenderException.Invalid($"strftime_now: the directive '%{code}' is not supported"),
    };

    private static string Text(DateTimeOffset time, string format)
    {
        // A '/' or ':' in a custom format is the culture's separator; the invariant culture's are the same.
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
