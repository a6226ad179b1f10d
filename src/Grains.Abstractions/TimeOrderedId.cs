using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TenantLLM.Grains.Abstractions;

/// <summary>Ids in the order of their creation, so that a list goes on after one that was deleted. Those that one process makes within a
/// millisecond are in order, too.</summary>
public static class TimeOrderedId
{
    private static readonly Lock Gate = new();
    private static long _millisecond = long.MinValue;
    private static ulong _number;

    /// <summary>A prefix, twelve hex digits that are the milliseconds, and sixteen more: random ones of the first id of a millisecond, and
    /// larger by a random number for each that follows.</summary>
    public static string Create(string prefix, DateTimeOffset now)
    {
        var millisecond = now.ToUnixTimeMilliseconds();
        ulong number;
        lock (Gate)
        {
            // The first number leaves room for billions that follow.
            _number = millisecond == _millisecond ? _number + 1 + Random(bits: 30) : Random(bits: 63);
            (_millisecond, number) = (millisecond, _number);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{millisecond:x12}{number:x16}");
    }

    private static ulong Random(int bits)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) >> (64 - bits);
    }
}
