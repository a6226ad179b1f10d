using System.Diagnostics.CodeAnalysis;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Gguf;

/// <summary>The file's keys and values. A getter fails, naming the key, where the value is missing or of another kind.</summary>
internal sealed class GgufMetadata(string path, IReadOnlyDictionary<string, object> values)
{
    /// <summary>The file, for messages.</summary>
    public string Path => path;

    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>Whether a key holds one integer: what some models have once, others have for each layer.</summary>
    public bool IsInteger(string key) => values.GetValueOrDefault(key) is long;

    public string Text(string key) => Required<string>(key, "a text");

    public string? TextOrNull(string key) => TryGet<string>(key, "a text", out var value) ? value : null;

    public string[] Texts(string key) => Required<string[]>(key, "an array of texts");

    /// <summary>Integers, or null where the key is missing.</summary>
    public long[]? IntegersOrNull(string key) => TryGet<long[]>(key, "an array of integers", out var value) ? value : null;

    /// <summary>An integer from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int Integer(string key, int min, int max) =>
        IntegerOrNull(key, min, max) ?? throw Missing(key);

    public int? IntegerOrNull(string key, int min, int max)
    {
        if (!TryGet<long>(key, "an integer", out var value))
            return null;
        if (value < min || value > max)
            throw new ModelLoadException($"{path}: '{key}' is {value}, outside {min} to {max}.");
        return (int)value;
    }

    /// <summary>A finite number above 0.</summary>
    public float? PositiveOrNull(string key)
    {
        if (!TryGet<double>(key, "a number", out var value))
            return null;
        if (!(value > 0 && float.IsFinite((float)value) && (float)value > 0))
            throw new ModelLoadException($"{path}: '{key}' is {value}; it must be a finite number above 0.");
        return (float)value;
    }

    public float Positive(string key) => PositiveOrNull(key) ?? throw Missing(key);

    public bool? FlagOrNull(string key) => TryGet<bool>(key, "true or false", out var value) ? value : null;

    private T Required<T>(string key, string kind) => TryGet<T>(key, kind, out var value) ? value : throw Missing(key);

    private bool TryGet<T>(string key, string kind, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!values.TryGetValue(key, out var held))
            return false;
        value = held is T typed ? typed : throw new ModelLoadException($"{path}: '{key}' is not {kind}.");
        return true;
    }

    private ModelLoadException Missing(string key) => new($"{path}: the key '{key}' is missing.");
}
