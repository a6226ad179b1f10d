using System.Security.Cryptography;

namespace TenantLLM.Wire.Ids;

/// <summary>Unpredictable digits and letters.</summary>
internal static class Base62
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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
}
