using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace TenantLLM.Wire.Chat;

/// <summary>A token as <c>logprobs</c> show it.</summary>
internal static class TokenBytes
{
    /// <summary>What OpenAI's document has for a token that cannot be sampled: JSON has no infinity.</summary>
    private const float Unlikely = -9999;

    /// <summary>The token's text. Bytes that are no whole character read <c>\xf0\x9f</c>, as OpenAI has them (its cookbook, "Using
    /// logprobs"): half an emoji is common where a token is a few bytes.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isWhole)
                text.Append(rune.ToString());
            foreach (var value in isWhole ? [] : bytes[..length])
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes as JSON numbers; null where there are none.</summary>
    public static IReadOnlyList<int>? Numbers(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;
        var numbers = new int[bytes.Length];
        for (var index = 0; index < bytes.Length; index++)
            numbers[index] = bytes[index];
        return numbers;
    }

    public static float Logprob(float logprob) => float.IsFinite(logprob) ? logprob : Unlikely;
}
