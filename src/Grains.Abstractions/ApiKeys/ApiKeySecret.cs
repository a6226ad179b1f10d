using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace TenantLLM.Grains.Abstractions.ApiKeys;

/// <summary>
/// A key: <c>sk-proj-</c> or <c>sk-admin-</c>, 32 random base62 characters (190 bits), and six that are the CRC-32 of all before them, so
/// that a mistyped key is refused without a look-up and secret scanners can tell a key from noise (as GitHub's tokens do).
/// </summary>
public sealed class ApiKeySecret
{
    private const string ProjectPrefix = "sk-proj-";
    private const string AdminPrefix = "sk-admin-";
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Mask = "**********";
    private const int RandomLength = 32;
    private const int ChecksumLength = 6;
    private const int Longest = 64;

    private static readonly SearchValues<char> AlphabetCharacters = SearchValues.Create(Alphabet);

    private readonly string _value;

    private ApiKeySecret(ApiKeyKind kind, string value)
    {
        Kind = kind;
        _value = value;
    }

    /// <summary>What it opens.</summary>
    public ApiKeyKind Kind { get; }

    /// <summary>SHA-256 of the key, 64 lower-case hex digits: all that is stored of it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_value)));

    /// <summary>The last four characters, to recognise a key by.</summary>
    public string LastFour => _value[^4..];

    /// <summary>Makes a key nobody has seen.</summary>
    public static ApiKeySecret Create(ApiKeyKind kind = ApiKeyKind.Project)
    {
        var body = PrefixOf(kind) + RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return new ApiKeySecret(kind, body + Checksum(body));
    }

    /// <summary>Reads a key as a client sent it.</summary>
    /// <returns>False if it cannot be one: wrong form or wrong checksum.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeySecret? secret)
    {
        var kind = text.StartsWith(AdminPrefix, StringComparison.Ordinal) ? ApiKeyKind.Admin : ApiKeyKind.Project;
        secret = IsWellFormed(text, PrefixOf(kind)) ? new ApiKeySecret(kind, text) : null;
        return secret is not null;
    }

    /// <summary>A key as a list shows it.</summary>
    public static string Redacted(ApiKeyKind kind, string lastFour) => $"{PrefixOf(kind)}{Mask}{lastFour}";

    /// <summary>The key itself, for the one time it is shown.</summary>
    public string Reveal() => _value;

    /// <summary>Never the key.</summary>
    public override string ToString() => $"sk-…{LastFour}";

    private static string PrefixOf(ApiKeyKind kind) => kind == ApiKeyKind.Admin ? AdminPrefix : ProjectPrefix;

    private static bool IsWellFormed(string text, string prefix) =>
        text.Length == prefix.Length + RandomLength + ChecksumLength
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && !text.AsSpan(prefix.Length).ContainsAnyExcept(AlphabetCharacters)
        && Checksum(text.AsSpan(0, text.Length - ChecksumLength)).AsSpan().SequenceEqual(text.AsSpan(text.Length - ChecksumLength));

    private static string Checksum(ReadOnlySpan<char> body)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        var crc = Crc32.HashToUInt32(bytes[..Encoding.ASCII.GetBytes(body, bytes)]);
        return string.Create(ChecksumLength, crc, static (digits, rest) =>
        {
            for (var index = digits.Length - 1; index >= 0; index--, rest /= 62)
                digits[index] = Alphabet[(int)(rest % 62)];
        });
    }
}
