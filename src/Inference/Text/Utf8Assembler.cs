using System.Text;

namespace TenantLLM.Inference.Text;

/// <summary>
/// Makes text of a stream of tokens' bytes. A character whose bytes are spread over tokens is held back until it is whole;
/// bytes that are no UTF-8 become U+FFFD, one for each maximal subpart (Unicode 17, section 3.9, "U+FFFD Substitution of
/// Maximal Subparts"). What is held is at most three bytes. Not thread-safe: one for each answer.
/// </summary>
public sealed class Utf8Assembler
{
    private const int StackLimit = 256;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The text that a token's bytes complete; empty where they only begin a character.</summary>
    public string Append(ReadOnlySpan<byte> bytes) => Convert(bytes, flush: false);

    /// <summary>The end: what is held of an incomplete character becomes U+FFFD. The assembler can then be used again.</summary>
    public string Flush() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        var length = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        var characters = length <= StackLimit ? stackalloc char[StackLimit] : new char[length];
        return new string(characters[.._decoder.GetChars(bytes, characters, flush)]);
    }
}
