using System.Numerics;

namespace TenantLLM.Inference.ChatTemplates.Values;

/// <summary>Python's truth: empty, zero and missing are false.</summary>
internal static class Truth
{
    public static bool Of(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        string text => text.Length > 0,
        SafeString safe => safe.Text.Length > 0,
        long number => number != 0,
        double number => number != 0,
        BigInteger number => !number.IsZero,
        SequenceValue sequence => sequence.Items.Count > 0,
        MapValue map => map.Entries.Count > 0,
        _ => true,
    };
}
