using System.Buffers;
using System.Security.Cryptography;

namespace TenantLLM.Wire.Ids;

/// <summary>Digits and letters, in the order of their ASCII codes.</summary>
internal static class Base62
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static SearchValues<char> Characters { get; } = SearchValues.Create(Alphabet);

    /// <summary>Random bytes from here on would favour the first letters: 256 is no multiple of 62.</summary>
    private const int Unbiased = 256 / 62 * 62;

    /// <summary>Fills <paramref name="destination"/> with random ASCII characters, each equally likely.</summary>
    public static void Fill(Span<byte> destination)
    {
        Span<byte> random = stackalloc byte[64];
        var filled = 0;
        while (filled < destination.Length)
        {
            RandomNumberGenerator.Fill(random);
            foreach (var value in random)
            {
                if (value < Unbiased && filled < destination.Length)
                    destination[filled++] = (byte)Alphabet[value % 62];
            }
        }
    }

    /// <summary>Writes a number that is not negative, the highest digit first; what does not fit is left out.</summary>
    public static void Write(long number, Span<byte> destination)
    {
        for (var index = destination.Length - 1; index >= 0; index--)
        {
            destination[index] = (byte)Alphabet[(int)(number % Alphabet.Length)];
            number /= Alphabet.Length;
        }
    }
}
