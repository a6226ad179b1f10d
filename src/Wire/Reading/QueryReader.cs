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

    /// <summary>The request of a query, or null and what to answer; refuses what <paramref name="read"/> does not read.</summary>
    public static T? Read<T>(IEnumerable<KeyValuePair<string, string?>> query, Func<QueryReader, T> read, out ApiError? error)
        where T : class
    {
        var parameters = new QueryReader(query);
        var request = read(parameters);
        parameters.RefuseUnknown();
        error = parameters.Error;
        return error is null ? request : null;
    }

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
        var words = Values(name);
        if (words.Find(word => !supported.Contains(word)) is { } word)
            Report(ParameterErrors.WrongValue(name, $"'{Echo.Of(word)}'", supported));
        return words;
    }

    /// <summary>A parameter that comes once for each text, with or without brackets after its name.</summary>
    public IReadOnlyList<string> Texts(string name, int most)
    {
        var texts = Values(name);
        if (texts.Contains(""))
            Report(ParameterErrors.EmptyString(name));
        if (texts.Count > most)
            Report(ParameterErrors.ArrayTooLong(name, most, texts.Count));
        return texts;
    }

    /// <summary>A parameter that comes once for each of a few keys, with whole numbers: <c>name[key]=1</c>.</summary>
    public IReadOnlyDictionary<string, long> Integers(string name, IReadOnlyList<string> keys, long min, long max)
    {
        var numbers = new Dictionary<string, long>();
        foreach (var key in keys)
        {
            if (Integer($"{name}[{key}]", min, max) is { } number)
                numbers[key] = number;
        }

        return numbers;
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

    private List<string> Values(string name)
    {
        string[] names = [name, name + "[]"];
        _known.AddRange(names);
        return [.. _query.Where(parameter => names.Contains(parameter.Key)).Select(parameter => parameter.Value ?? "")];
    }

    /// <summary>Last line of a table: refuses what the lines above it did not read.</summary>
    public void RefuseUnknown()
    {
        if (_query.Find(parameter => !_known.Contains(parameter.Key)) is { Key: { } name })
            Report(ParameterErrors.UnknownParameter(Echo.Of(name)));
    }
}
