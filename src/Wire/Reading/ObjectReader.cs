using System.Text.Json;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>
/// Reads the fields of one JSON object, so that reading a request looks like a table of its fields. A field that is absent, null or
/// at fault reads as its default; the fault is reported with the field's path. Nothing throws.
/// </summary>
internal sealed partial class ObjectReader
{
    private const int MostUnknownNames = 16;

    private readonly JsonElement _json;
    private readonly string _path;
    private readonly RequestErrors _errors;
    private readonly List<string> _known = [];

    private ObjectReader(JsonElement json, string path, RequestErrors errors)
    {
        _json = json;
        _path = path;
        _errors = errors;
    }

    /// <summary>Whether something was wrong already: rules over several fields need not look then.</summary>
    public bool Failed => _errors.First is not null;

    /// <summary>A reader of a whole request.</summary>
    public static ObjectReader? OfRequest(JsonElement body, RequestErrors errors)
    {
        if (body.ValueKind == JsonValueKind.Object)
            return new ObjectReader(body, "", errors);
        errors.Report(ParameterErrors.NotAnObject(JsonKind.Of(body)));
        return null;
    }

    /// <summary>The path of a field as error messages name it: <c>messages[0].content</c>.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    public void Report(ApiError error) => _errors.Report(error);

    /// <summary>The field's value, unless it is absent or null.</summary>
    public bool TryGet(string name, out JsonElement value) =>
        TryGetOrNull(name, out value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The field's value, unless it is absent.</summary>
    public bool TryGetOrNull(string name, out JsonElement value)
    {
        _known.Add(name);
        value = default;
        return !Failed && _json.TryGetProperty(name, out value);
    }

    /// <summary>Last line of a table: refuses what the lines above it did not read.</summary>
    /// <param name="namesOne">Names the first alone, at the top of a request too, as the newer endpoints do.</param>
    public void RefuseUnknown(bool namesOne = false)
    {
        if (Failed)
            return;
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in _json.EnumerateObject())
        {
            if (!_known.Contains(property.Name) && unknown.Count < MostUnknownNames)
                unknown.Add(Echo.Of(property.Name));
        }

        if (unknown.Count == 0)
            return;
        Report(_path.Length == 0 && !namesOne
            ? ParameterErrors.UnrecognizedArguments([.. unknown])
            : ParameterErrors.UnknownParameter(PathOf(unknown.Min!)));
    }

    private void ReportType(string path, string expected, JsonElement got) =>
        Report(ParameterErrors.WrongType(path, expected, JsonKind.Of(got)));
}
