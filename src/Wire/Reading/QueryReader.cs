using System.Globalization;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Wire.Reading;

/// <summary>Reads the parameters of a query as <see cref="ObjectReader"/> reads fields. Of one that comes twice the last stands.</summary>
internal sealed class QueryReader(IEnumerable<KeyValuePair<string, string?>> query)
{
    private readonly List<KeyValuePair<string, string?>> _query = [.. query];
    private readonly RequestErrors _errors = new();
    private readonly List<string> _known = [];

    /// <summary>What to answer; null where all was well.</summary>
    public ApiError? Error => _errors.First;

    public void Report(ApiError error) => _errors.Report(error);

    public string? Text(string name)
    {
        _known.Add(name);
        var index = _query.FindLastIndex(parameter => parameter.Key == name);
        if (index < 0)
            return null;
        if (_query[index].Value is { Length: > 0 } value)
            return value;
        Report(ParameterErrors.EmptyString(name));
        return null;
    }

    public bool? Flag(string name)
    {
        var text = Text(name);
        if (text is "true" or "false")
            return text == "true";
        if (text is not null)
            Report(ParameterErrors.WrongType(name, "a boolean", "a string"));
        return null;
    }

    public string? Choice(string name, IReadOnlyList<string> supported)
    {
        var text = Text(name);
        if (text is null || supported.Contains(text))
            return text;
        Report(ParameterErrors.WrongValue(name, $"'{Echo.Of(text)}'", supported));
        return null;
    }

    public long? Integer(string name, long min, long max)
    {
        if (Text(name) is not { } text)
            return null;
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Report(ParameterErrors.WrongType(name, "an integer", "a string"));
        else if (number > max)
            Report(ParameterErrors.IntegerAbove(name, max, Echo.Of(text)));
        else if (number < min)
            Report(ParameterErrors.IntegerBelow(name, min, Echo.Of(text)));
        else
            return (long)number;
        return null;
    }

    /// <summary>A parameter that comes once for each word, with or without brackets after its name.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyList<string> supported)
    {
        string[] names = [name, name + "[]"];
        _known.AddRange(names);
        var words = _query.Where(parameter => names.Contains(parameter.Key)).Select(parameter => parameter.Value ?? "").ToList();
        if (words.Find(word => !supported.Contains(word)) is { } word)
            Report(ParameterErrors.WrongValue(name, $"'{Echo.Of(word)}'", supported));
        return words;
    }

    /// <summary>A parameter that comes once for each of its texts, with or without brackets after its name.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        string[] names = [name, name + "[]"];
        _known.AddRange(names);
        var texts = _query.Where(parameter => names.Contains(parameter.Key)).Select(parameter => parameter.Value ?? "").ToList();
        if (texts.Count > most)
            Report(ParameterErrors.ArrayTooLong(name, most, texts.Count));
        else if (texts.Contains(""))
            Report(ParameterErrors.EmptyString(name));
        return texts;
    }

    /// <summary>A parameter that comes once for each of its keys: <c>name[key]=value</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name, int most)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var (parameter, value) in _query)
        {
            if (!parameter.StartsWith($"{name}[", StringComparison.Ordinal) || !parameter.EndsWith(']'))
                continue;
            _known.Add(parameter);
            pairs[parameter[(name.Length + 1)..^1]] = value ?? "";
        }

        if (pairs.Count > most)
            Report(ParameterErrors.TooManyProperties(name, most, pairs.Count));
        return pairs;
    }

    /// <summary>Last line of a table: refuses what the lines above it did not read.</summary>
    public void RefuseUnknown()
    {
        if (_query.Find(parameter => !_known.Contains(parameter.Key)) is { Key: { } name })
            Report(ParameterErrors.UnknownParameter(Echo.Of(name)));
    }
}
