using System.Globalization;

namespace TenantLLM.Wire.Reading;

/// <summary>
/// Finds <c>\ud800</c> without its other half: valid JSON, but no text. OpenAI refuses such a body too.
/// </summary>
internal static class SurrogateEscapes
{
    private const int Length = 6;

    /// <summary>Whether every escaped surrogate of a valid JSON text has its other half.</summary>
    public static bool ArePaired(ReadOnlySpan<byte> json)
    {
        while (true)
        {
            var start = json.IndexOf((byte)'\\');
            if (start < 0)
                return true;
            json = json[start..];
            var unit = UnitAt(json);
            if (unit is not (>= 0xD800 and <= 0xDFFF))
            {
                // Any other escape: its second character may be a backslash, which begins no escape of its own.
                json = json[2..];
                continue;
            }

            if (unit >= 0xDC00 || UnitAt(json[Length..]) is not (>= 0xDC00 and <= 0xDFFF))
                return false;
            json = json[(2 * Length)..];
        }
    }

    private static int UnitAt(ReadOnlySpan<byte> json) =>
        json.Length >= Length && json.StartsWith("\\u"u8)
        && int.TryParse(json[2..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : -1;
}
