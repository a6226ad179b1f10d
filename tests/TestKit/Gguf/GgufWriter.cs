using System.Text;

namespace TenantLLM.TestKit.Gguf;

/// <summary>Writes small GGUF version 3 files (ggml's docs/gguf.md), whole or deliberately wrong.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;

    private readonly List<KeyValuePair<string, object>> _metadata = [];
    private readonly List<GgufTensorData> _tensors = [];

    public uint Version { get; init; } = 3;

    /// <summary>Where the file's parts end, in bytes; known after <see cref="ToArray"/>.</summary>
    public List<int> Boundaries { get; } = [];

    /// <summary>Sets a key, anew or in the place of an earlier value.</summary>
    public GgufWriter Set(string key, object value)
    {
        Unset(key);
        _metadata.Add(new(key, value));
        return this;
    }

    public GgufWriter Unset(string key)
    {
        _metadata.RemoveAll(entry => entry.Key == key);
        return this;
    }

    /// <summary>Adds an entry even if the key is there.</summary>
    public GgufWriter Repeat(string key, object value)
    {
        _metadata.Add(new(key, value));
        return this;
    }

    public GgufWriter Add(GgufTensorData tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    public GgufWriter Remove(string tensor)
    {
        _tensors.RemoveAll(held => held.Name == tensor);
        return this;
    }

    public GgufWriter Replace(string tensor, Func<GgufTensorData, GgufTensorData> change)
    {
        var at = _tensors.FindIndex(held => held.Name == tensor);
        _tensors[at] = change(_tensors[at]);
        return this;
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Boundaries.Clear();
        writer.Write("GGUF"u8);
        Mark(stream);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        Mark(stream);
        foreach (var (key, value) in _metadata)
        {
            WriteText(writer, key);
            Mark(stream);
            writer.Write(TypeOf(value));
            WriteValue(writer, value);
            Mark(stream);
        }

        var offset = 0L;
        foreach (var tensor in _tensors)
        {
            WriteText(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Length);
            foreach (var dimension in tensor.Shape.Reverse())
                writer.Write(dimension);
            writer.Write(tensor.Type);
            writer.Write(offset);
            offset = Aligned(offset + tensor.Data.Length);
            Mark(stream);
        }

        foreach (var tensor in _tensors)
        {
            while (stream.Length % Alignment != 0)
                writer.Write((byte)0);
            writer.Write(tensor.Data);
            Mark(stream);
        }

        return stream.ToArray();
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static uint TypeOf(object value) => value switch
    {
        byte => 0,
        sbyte => 1,
        ushort => 2,
        short => 3,
        uint => 4,
        int => 5,
        float => 6,
        bool => 7,
        string => 8,
        Array => 9,
        ulong => 10,
        long => 11,
        double => 12,
        _ => throw new ArgumentException($"GGUF has no {value.GetType()}."),
    };

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case byte number: writer.Write(number); break;
            case sbyte number: writer.Write(number); break;
            case ushort number: writer.Write(number); break;
            case short number: writer.Write(number); break;
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case bool flag: writer.Write(flag); break;
            case string text: WriteText(writer, text); break;
            case ulong number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case Array array: WriteArray(writer, array); break;
        }
    }

    private static void WriteArray(BinaryWriter writer, Array array)
    {
        writer.Write(array.Length == 0 ? 4u : TypeOf(array.GetValue(0)!));
        writer.Write((ulong)array.Length);
        foreach (var element in array)
            WriteValue(writer, element!);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private void Mark(Stream stream) => Boundaries.Add((int)stream.Position);
}
