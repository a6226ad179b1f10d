namespace TenantLLM.Unit.Wire;

/// <summary>
/// Damages bodies, the same way for the same seed: bytes changed, removed, doubled, and JSON values put where they do not belong.
/// </summary>
internal sealed class BodyMutator(ulong seed)
{
    private static readonly byte[][] Values =
    [
        [.. "null"u8], [.. "1e999"u8], [.. "-0"u8], [.. "[]"u8], [.. "{}"u8], [.. "\"\""u8], [.. "true"u8], [.. "1.5"u8], [.. "[[]]"u8],
        [.. "99999999999999999999"u8], [.. "\"\\ud800\""u8], [.. "\"\\u0000\""u8], [.. "{\"a\":{}}"u8], [.. "[1,\"x\"]"u8],
    ];

    private ulong _state = seed;

    public byte[] Mutate(byte[] body)
    {
        var bytes = new List<byte>(body);
        for (var times = Next(3); times >= 0; times--)
            MutateOnce(bytes);
        return [.. bytes];
    }

    private void MutateOnce(List<byte> bytes)
    {
        var at = Next(bytes.Count);
        switch (Next(6))
        {
            case 0:
                bytes[at] = (byte)Next(256);
                break;
            case 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.Insert(at, bytes[Next(bytes.Count)]);
                break;
            default:
                ReplaceValue(bytes, at);
                break;
        }
    }

    /// <summary>Replaces the value after the next colon by another, up to the next comma or bracket.</summary>
    private void ReplaceValue(List<byte> bytes, int at)
    {
        var start = bytes.IndexOf((byte)':', at) + 1;
        if (start == 0)
            return;
        var end = start;
        while (end < bytes.Count && !",]}"u8.Contains(bytes[end]))
            end++;
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Values[Next(Values.Length)]);
    }

    /// <summary>SplitMix64.</summary>
    private int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }
}
