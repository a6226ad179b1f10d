using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>
/// An API key: <c>sk-proj-</c>, 32 random base62 characters (190 bits), and six that are the CRC-32 of all before them, so
/// that a mistyped key is refused without a look-up and secret scanners can tell a key from noise (as GitHub's tokens do).
/// </summary>
public sealed class ApiKeySecret
{
    private const string Prefix = "sk-proj-";
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PrefixLength = 8;
    private const int RandomLength = 32;
    private const int ChecksumLength = 6;
    private const int Length = PrefixLength + RandomLength + ChecksumLength;

    private static readonly SearchValues<char> AlphabetCharacters = SearchValues.Create(Alphabet);

    private readonly string _value;

    private ApiKeySecret(string value) => _value = value;

    /// <summary>SHA-256 of the key, 64 lower-case hex digits: all that is stored of it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_value)));

    /// <summary>The last four characters, to recognise a key by.</summary>
    public string LastFour => _value[^4..];

    /// <summary>Makes a key nobody has seen.</summary>
    public static ApiKeySecret Create()
    {
        var body = Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return new ApiKeySecret(body + Checksum(body));
    }

    /// <summary>Reads a key as a client sent it.</summary>
    /// <returns>False if it cannot be one: wrong form or wrong checksum.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeySecret? secret)
    {
        var wellFormed = text.Length == Length
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(AlphabetCharacters)
            && Checksum(text.AsSpan(0, Length - ChecksumLength)).AsSpan().SequenceEqual(text.AsSpan(Length - ChecksumLength));
        secret = wellFormed ? new ApiKeySecret(text) : null;
        return wellFormed;
    }

    /// <summary>The key itself, for the one time it is shown.</summary>
    public string Reveal() => _value;

    /// <summary>Never the key.</summary>
    public override string ToString() => $"sk-…{LastFour}";

    private static string Checksum(ReadOnlySpan<char> body)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var crc = Crc32.HashToUInt32(bytes[..Encoding.ASCII.GetBytes(body, bytes)]);
        return string.Create(ChecksumLength, crc, static (digits, rest) =>
        {
            for (var index = digits.Length - 1; index >= 0; index--, rest /= 62)
                digits[index] = Alphabet[(int)(rest % 62)];
        });
    }
}
