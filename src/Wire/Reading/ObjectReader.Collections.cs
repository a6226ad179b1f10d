using System.Globalization;
using System.Text.Json;

namespace TenantLLM.Wire.Reading;

/// <content>Fields that hold other values.</content>
internal sealed partial class ObjectReader
{
    /// <summary>A reader of an object inside this one.</summary>
    public ObjectReader? Object(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return new ObjectReader(value, PathOf(name), _errors);
        ReportType(PathOf(name), "an object", value);
        return null;
    }

    public ObjectReader? RequiredObject(string name)
    {
        if (TryGet(name, out _))
            return Object(name);
        Report(ParameterErrors.Missing(PathOf(name)));
        return null;
    }

    /// <summary>An array of objects, at least one unless told otherwise.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<ObjectReader, T> read, int maxLength = int.MaxValue, bool mayBeEmpty = false)
    {
        if (!TryGet(name, out var value))
            return [];
        var path = PathOf(name);
        if (value.ValueKind == JsonValueKind.Array)
            return Elements(value, path, maxLength, (element, at) => ReadElement(element, at, read), mayBeEmpty);
        ReportType(path, "an array of objects", value);
        return [];
    }

    public IReadOnlyList<T> RequiredObjects<T>(string name, Func<ObjectReader, T> read, int maxLength)
    {
        if (!TryGetOrNull(name, out var value))
            Report(ParameterErrors.Missing(PathOf(name)));
        else if (value.ValueKind == JsonValueKind.Null)
            ReportType(PathOf(name), "an array of objects", value);
        return Objects(name, read, maxLength);
    }

    /// <summary>An array of words, each one of a few; none where the field is absent.</summary>
    public IReadOnlyList<string> Words(string name, Func<JsonElement, string, string> read)
    {
        if (!TryGet(name, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.Array)
            return Elements(value, PathOf(name), int.MaxValue, read, mayBeEmpty: true);
        ReportType(PathOf(name), "an array of strings", value);
        return [];
    }

    /// <summary>One text, or an array of one to <paramref name="maxLength"/> texts; none of them empty.</summary>
    public IReadOnlyList<string> OneOrMoreTexts(string name, int maxLength)
    {
        if (!TryGet(name, out var value))
            return [];
        var path = PathOf(name);
        if (value.ValueKind == JsonValueKind.String)
            return [NonEmpty(value, path)];
        if (value.ValueKind == JsonValueKind.Array)
            return Elements(value, path, maxLength, NonEmpty);
        ReportType(path, "one of a string or array of strings", value);
        return [];
    }

    /// <summary>An object whose values are texts.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name, int maxProperties, int maxKeyLength, int maxValueLength)
    {
        var texts = new Dictionary<string, string>();
        if (Object(name) is not { } map)
            return texts;
        // Keys sent twice count once: the last one stands.
        foreach (var property in map._json.EnumerateObject())
        {
            if (Failed)
                break;
            var path = map.PathOf(Errors.Echo.Of(property.Name));
            if (property.Name.EnumerateRunes().Count() is var length && length > maxKeyLength)
                Report(ParameterErrors.PropertyNameTooLong(PathOf(name), property.Name, maxKeyLength, length));
            texts[property.Name] = TextOf(property.Value, path, maxValueLength) ?? "";
        }

        if (texts.Count > maxProperties)
            Report(ParameterErrors.TooManyProperties(PathOf(name), maxProperties, texts.Count));
        return texts;
    }

    /// <summary>The field <c>metadata</c>: at most 16 pairs.</summary>
    public IReadOnlyDictionary<string, string> Metadata() =>
        Texts("metadata", RequestLimits.MostMetadata, maxKeyLength: 64, maxValueLength: 512);

    /// <summary>As <see cref="Metadata"/>; null says that there are none, absent says nothing.</summary>
    public IReadOnlyDictionary<string, string> RequiredMetadata()
    {
        if (!TryGetOrNull("metadata", out _))
            Report(ParameterErrors.Missing(PathOf("metadata")));
        return Metadata();
    }

    /// <summary>An object whose names are ids of tokens and whose values are decimals.</summary>
    public IReadOnlyDictionary<int, double> TokenBiases(string name, int maxProperties, double min, double max)
    {
        var biases = new Dictionary<int, double>();
        if (Object(name) is not { } map)
            return biases;
        var length = map._json.GetPropertyCount();
        if (length > maxProperties)
            Report(ParameterErrors.TooManyProperties(PathOf(name), maxProperties, length));
        foreach (var property in map._json.EnumerateObject())
        {
            if (Failed)
                break;
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var token))
                Report(ParameterErrors.InvalidToken(PathOf(name), property.Name));
            else if (NumberOf(property.Value, map.PathOf(property.Name), min, max) is { } bias)
                biases[token] = bias;
        }

        return biases;
    }

    private List<T> Elements<T>(
        JsonElement array,
        string path,
        int maxLength,
        Func<JsonElement, string, T> read,
        bool mayBeEmpty = false)
    {
        var length = array.GetArrayLength();
        if (length == 0 && !mayBeEmpty)
            Report(ParameterErrors.EmptyArray(path));
        else if (length > maxLength)
            Report(ParameterErrors.ArrayTooLong(path, maxLength, length));

        var elements = new List<T>(Failed ? 0 : length);
        foreach (var element in array.EnumerateArray())
        {
            if (Failed)
                break;
            elements.Add(read(element, $"{path}[{elements.Count}]"));
        }

        return elements;
    }

    private T ReadElement<T>(JsonElement element, string path, Func<ObjectReader, T> read)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return read(new ObjectReader(element, path, _errors));
        ReportType(path, "an object", element);
        return default!;
    }

    private string NonEmpty(JsonElement value, string path)
    {
        var text = TextOf(value, path);
        if (text is "")
            Report(ParameterErrors.EmptyString(path));
        return text ?? "";
    }
}
