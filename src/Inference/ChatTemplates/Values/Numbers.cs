using System.Globalization;
using System.Numerics;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's numbers: int as <see cref="long"/> (<see cref="BigInteger"/> for what JSON holds beyond it, to print
/// and compare only), float as <see cref="double"/>, and bool, which is an int.</summary>
internal static class Numbers
{
    public static bool Is(object? value) => value is long or double or bool or BigInteger;

    public static bool TryInteger(object? value, out long integer)
    {
        integer = value switch
        {
            long number => number,
            true => 1,
            _ => 0,
        };
        return value is long or bool;
    }

    public static double ToDouble(object value) => value switch
    {
        double number => number,
        long number => number,
        BigInteger number => (double)number,
        bool truth => truth ? 1 : 0,
        _ => throw ChatTemplateRenderException.Invalid($"must be real number, not {TypeNames.Of(value)}"),
    };

    public static int Compare(object left, object right) =>
        TryInteger(left, out var a) && TryInteger(right, out var b) ? a.CompareTo(b) : ToDouble(left).CompareTo(ToDouble(right));

    /// <summary>Python's <c>repr</c> of a float: the shortest digits that read back, an exponent from 1e16 and below 1e-4.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var shortest = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 16; digits++)
        {
            var candidate = Math.Abs(value).ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture) == Math.Abs(value))
            {
                shortest = candidate;
                break;
            }
        }

        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = shortest[..mark].Replace(".", "", StringComparison.Ordinal);
        var exponent = int.Parse(shortest.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        return (double.IsNegative(value) ? "-" : "") + Format(mantissa, exponent);
    }

    private static string Format(string digits, int exponent)
    {
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            var sign = exponent < 0 ? '-' : '+';
            return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{sign}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        var whole = digits.Length > exponent + 1 ? digits[..(exponent + 1)] : digits.PadRight(exponent + 1, '0');
        return whole + "." + (digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0");
    }
}
