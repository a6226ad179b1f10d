using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>Reads metadata values: <c>gguf_metadata_value_t</c> of ggml's docs/gguf.md. Integers of any width become
/// <see cref="long"/>, floats <see cref="double"/>, arrays of them arrays of those.</summary>
internal static class GgufMetadataReader
{
    /// <summary>Far above any vocabulary, far below what a corrupt count asks for.</summary>
    private const int MaxArrayLength = 1 << 24;

    private const int MaxNesting = 4;

    public static object Read(ref GgufCursor cursor, string path, string key)
    {
        var type = cursor.Read<uint>($"the type of '{key}'");
        return type == (uint)ValueType.Array ? ReadArray(ref cursor, path, key, 1) : ReadScalar(ref cursor, path, key, type);
    }

    private static object ReadScalar(ref GgufCursor cursor, string path, string key, uint type) => (ValueType)type switch
    {
        ValueType.Float32 or ValueType.Float64 => ReadNumber(ref cursor, key, type),
        ValueType.Bool => cursor.Read<byte>(key) != 0,
        ValueType.String => cursor.ReadString($"'{key}'"),
        _ => ReadInteger(ref cursor, path, key, type),
    };

    private static object ReadArray(ref GgufCursor cursor, string path, string key, int depth)
    {
        var type = cursor.Read<uint>($"the element type of '{key}'");
        var count = cursor.Read<ulong>($"the length of '{key}'");
        if (count > MaxArrayLength || depth > MaxNesting)
            throw new ModelLoadException($"{path}: '{key}' is an array of {count:N0} elements, {depth} deep; the file is corrupt.");
        cursor.Require(count * SmallestElement(path, key, type), $"'{key}'");
        switch ((ValueType)type)
        {
            case ValueType.String:
                var texts = new string[count];
                for (var i = 0; i < texts.Length; i++)
                    texts[i] = cursor.ReadString($"'{key}'");
                return texts;
            case ValueType.Float32 or ValueType.Float64:
                var numbers = new double[count];
                for (var i = 0; i < numbers.Length; i++)
                    numbers[i] = ReadNumber(ref cursor, key, type);
                return numbers;
            case ValueType.Array:
                var arrays = new object[count];
                for (var i = 0; i < arrays.Length; i++)
                    arrays[i] = ReadArray(ref cursor, path, key, depth + 1);
                return arrays;
            default:
                var integers = new long[count];
                for (var i = 0; i < integers.Length; i++)
                    integers[i] = ReadInteger(ref cursor, path, key, type);
                return integers;
        }
    }

    private static double ReadNumber(ref GgufCursor cursor, string key, uint type) =>
        (ValueType)type == ValueType.Float32 ? cursor.Read<float>(key) : cursor.Read<double>(key);

    private static long ReadInteger(ref GgufCursor cursor, string path, string key, uint type) => (ValueType)type switch
    {
        ValueType.UInt8 or ValueType.Bool => cursor.Read<byte>(key),
        ValueType.Int8 => cursor.Read<sbyte>(key),
        ValueType.UInt16 => cursor.Read<ushort>(key),
        ValueType.Int16 => cursor.Read<short>(key),
        ValueType.UInt32 => cursor.Read<uint>(key),
        ValueType.Int32 => cursor.Read<int>(key),
        // Above 2^63 nothing means anything; saturating lets the range checks of whoever uses the key speak.
        ValueType.UInt64 => (long)Math.Min(cursor.Read<ulong>(key), long.MaxValue),
        ValueType.Int64 => cursor.Read<long>(key),
        _ => throw UnknownType(path, key, type),
    };

    private static ulong SmallestElement(string path, string key, uint type) => (ValueType)type switch
    {
        ValueType.UInt8 or ValueType.Int8 or ValueType.Bool => 1,
        ValueType.UInt16 or ValueType.Int16 => 2,
        ValueType.UInt32 or ValueType.Int32 or ValueType.Float32 => 4,
        ValueType.UInt64 or ValueType.Int64 or ValueType.Float64 or ValueType.String => 8,
        ValueType.Array => 12,
        _ => throw UnknownType(path, key, type),
    };

    private static ModelLoadException UnknownType(string path, string key, uint type) =>
        new($"{path}: '{key}' has the unknown value type {type}; the file is corrupt or newer than this reader.");

    /// <summary><c>gguf_metadata_value_type</c>.</summary>
    private enum ValueType : uint
    {
        UInt8,
        Int8,
        UInt16,
        Int16,
        UInt32,
        Int32,
        Float32,
        Bool,
        String,
        Array,
        UInt64,
        Int64,
        Float64,
    }
}
