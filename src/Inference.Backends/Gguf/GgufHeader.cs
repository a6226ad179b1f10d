using System.Numerics;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>What comes before the tensors' data: versions 2 and 3 of ggml's docs/gguf.md.</summary>
/// <param name="Metadata">Keys and values.</param>
/// <param name="Tensors">Tensors by name.</param>
/// <param name="DataStart">Where the data begin, in bytes from the start of the file.</param>
internal sealed record GgufHeader(GgufMetadata Metadata, IReadOnlyDictionary<string, GgufTensor> Tensors, long DataStart)
{
    private const uint Magic = 0x46554747;
    private const int DefaultAlignment = 32;
    private const int MaxDimensions = 4;

    /// <summary>The least a tensor's description takes: name length, dimension count, one dimension, type, offset.</summary>
    private const ulong SmallestTensorInfo = 8 + 4 + 8 + 4 + 8;

    /// <summary>The least a metadata entry takes: key length, type, a byte.</summary>
    private const ulong SmallestEntry = 8 + 4 + 1;

    public static unsafe GgufHeader Read(string path, byte* data, long length)
    {
        var cursor = new GgufCursor(path, data, length);
        if (length < 4 || cursor.Read<uint>("the magic number") != Magic)
            throw new ModelLoadException($"{path} is not a GGUF file: it does not begin with 'GGUF'.");
        var version = cursor.Read<uint>("the version");
        if (version is not (2 or 3))
            throw new ModelLoadException((version & 0xFFFF) == 0
                ? $"{path}: the file is big-endian; only little-endian GGUF is supported."
                : $"{path}: GGUF version {version} is not supported; supported: 2, 3.");
        var tensorCount = cursor.Read<ulong>("the tensor count");
        var entryCount = cursor.Read<ulong>("the metadata count");
        RequireCount(cursor, path, entryCount, SmallestEntry, "metadata entries");
        RequireCount(cursor, path, tensorCount, SmallestTensorInfo, "tensors");

        var metadata = ReadMetadata(ref cursor, path, (int)entryCount);
        var alignment = metadata.IntegerOrNull("general.alignment", 1, 1 << 30) ?? DefaultAlignment;
        if (!BitOperations.IsPow2(alignment))
            throw new ModelLoadException($"{path}: 'general.alignment' is {alignment}, which is not a power of two.");
        var tensors = ReadTensors(ref cursor, path, (int)tensorCount);
        var dataStart = (cursor.Position + alignment - 1) / alignment * alignment;
        return new GgufHeader(metadata, Place(tensors, path, dataStart, alignment, length), dataStart);
    }

    private static void RequireCount(GgufCursor cursor, string path, ulong count, ulong smallest, string what)
    {
        if (count > int.MaxValue / 64)
            throw new ModelLoadException($"{path}: the header counts {count:N0} {what}; the file is corrupt.");
        cursor.Require(count * smallest, $"the list of {count:N0} {what}");
    }

    private static GgufMetadata ReadMetadata(ref GgufCursor cursor, string path, int count)
    {
        var values = new Dictionary<string, object>();
        for (var i = 0; i < count; i++)
        {
            var key = cursor.ReadString("a metadata key");
            if (!values.TryAdd(key, GgufMetadataReader.Read(ref cursor, path, key)))
                throw new ModelLoadException($"{path}: the key '{key}' occurs twice.");
        }

        return new GgufMetadata(path, values);
    }

    private static List<GgufTensor> ReadTensors(ref GgufCursor cursor, string path, int count)
    {
        var tensors = new List<GgufTensor>();
        for (var i = 0; i < count; i++)
        {
            var name = cursor.ReadString("a tensor's name");
            var dimensions = cursor.Read<uint>($"the dimensions of '{name}'");
            if (dimensions is 0 or > MaxDimensions)
                throw new ModelLoadException($"{path}: tensor '{name}' has {dimensions} dimensions; 1 to {MaxDimensions} are possible.");
            var shape = new long[dimensions];
            for (var d = shape.Length - 1; d >= 0; d--)
                shape[d] = cursor.Read<long>($"the shape of '{name}'");
            var type = (GgufTensorType)cursor.Read<int>($"the type of '{name}'");
            var offset = cursor.Read<long>($"the offset of '{name}'");
            tensors.Add(Measure(path, name, type, shape, offset));
        }

        return tensors;
    }

    /// <summary>Checks a tensor's shape against its type and works out its size; the offset is still that of the file.</summary>
    private static GgufTensor Measure(string path, string name, GgufTensorType type, long[] shape, long offset)
    {
        var block = GgufBlock.Of(type)
            ?? throw new ModelLoadException($"{path}: tensor '{name}' has the unknown type {(int)type}.");
        Int128 elements = 1;
        foreach (var dimension in shape)
            elements *= dimension is > 0 and <= int.MaxValue ? dimension : 0;
        var columns = shape[^1];
        if (elements <= 0 || elements > long.MaxValue / 8 || columns % block.Elements != 0)
            throw new ModelLoadException(
                $"{path}: tensor '{name}' has the impossible shape [{string.Join(", ", shape)}] for type {type}.");
        return new GgufTensor(name, type, shape, offset, columns / block.Elements * block.Bytes, (long)elements / columns);
    }

    /// <summary>Turns offsets from the start of the data into offsets from the start of the file, checked against its end.</summary>
    private static Dictionary<string, GgufTensor> Place(
        List<GgufTensor> tensors, string path, long dataStart, int alignment, long length)
    {
        var placed = new Dictionary<string, GgufTensor>();
        foreach (var tensor in tensors)
        {
            if (tensor.Offset < 0 || tensor.Offset % alignment != 0)
                throw new ModelLoadException(
                    $"{path}: tensor '{tensor.Name}' begins at {tensor.Offset}, which is not a multiple of {alignment}.");
            if (tensor.Offset > length - dataStart || tensor.Rows * tensor.RowBytes > length - dataStart - tensor.Offset)
                throw new ModelLoadException(
                    $"{path}: truncated: the data of tensor '{tensor.Name}' end beyond the end of the file ({length:N0} bytes). "
                    + "Download the file again.");
            if (!placed.TryAdd(tensor.Name, tensor with { Offset = dataStart + tensor.Offset }))
                throw new ModelLoadException($"{path}: the tensor '{tensor.Name}' occurs twice.");
        }

        return placed;
    }
}
