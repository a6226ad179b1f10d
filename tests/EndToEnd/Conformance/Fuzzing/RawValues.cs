using System.Text;
using CsCheck;

namespace TenantLLM.EndToEnd.Conformance.Fuzzing;

/// <summary>Bytes to put in the place of a JSON value: values of other types, and what parsers fall over.</summary>
internal static class RawValues
{
    private const int Many = 100_000;

    private static readonly byte[][] OtherTypes = Of(
        "null", "true", "false", "0", "-1", "1.5", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", "[1,\"x\"]", "{\"\":{}}", "{\"type\":\"x\"}");

    private static readonly byte[][] Numbers = Of(
        "1e999", "-1e999", "99999999999999999999", "-9223372036854775809", "2147483648", "1e-400", "-0", "1E+2", "0.1e1", "01", "+1", ".5",
        "NaN", "Infinity", $"1{new string('0', 1000)}");

    private static readonly byte[][] Texts =
    [
        .. Of(@"""\ud800""", @"""\udc00x""", @"""\ud83d\ud83d""", @"""\ud83d\u0041""", @"""\u0000""", @"""\u202e""", @"""\x""", "\"\t\"", "'x'"),
        [.. "\""u8, 0xFF, 0xFE, .. "\""u8],
        [.. "\""u8, 0xC0, 0x80, .. "\""u8],
        [.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8],
        [.. "\""u8, 0xF0, 0x9F, 0x98, .. "\""u8],
        [0xFF],
    ];

    private static readonly byte[][] Nested =
    [
        .. new[] { 5, 60, 63, 64, 65, 1000, Many }.SelectMany(depth => Of(
            $"{new string('[', depth)}{new string(']', depth)}",
            $"{Repeat("{\"a\":", depth)}1{new string('}', depth)}",
            new string('[', depth))),
    ];

    private static readonly byte[][] Huge = Of(
        $"[{Repeat("0,", Many)}0]",
        $"[{Repeat("\"\",", Many)}\"\"]",
        $"[{Repeat("{},", Many)}{{}}]",
        $"[{Repeat("[],", Many)}[]]",
        $"[{Repeat("{\"role\":\"user\",\"content\":\"a\"},", Many)}{{}}]",
        $"{{{string.Concat(Enumerable.Range(0, Many).Select(number => $"\"{number}\":0,"))}\"x\":0}}",
        $"{{{Repeat("\"x\":0,", Many)}\"x\":0}}",
        $"\"{new string('a', 1_000_000)}\"");

    private static readonly Gen<byte[][]> Kinds = Gen.Frequency((300, OtherTypes), (100, Numbers), (100, Texts), (50, Nested), (7, Huge));

    public static byte[] Any(PCG random) => random.Pick(random.Next(Kinds));

    private static byte[][] Of(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
