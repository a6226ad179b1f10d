using System.Globalization;
using System.Security.Cryptography;

namespace TenantLLM.Grains.Abstractions;

/// <summary>Ids in the order of their creation, so that a list goes on after one that was deleted.</summary>
public static class TimeOrderedId
{
    /// <summary>Bits: 64, never repeated within a millisecond.</summary>
    private const int RandomDigits = 16;

    /// <summary>A prefix, twelve hex digits that are the milliseconds, and random ones.</summary>
    public static string Create(string prefix, DateTimeOffset now) =>
        prefix + now.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture)
        + RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true);
}
