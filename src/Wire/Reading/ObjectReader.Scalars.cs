using System.Text.Json;

namespace TenantLLM.Wire.Reading;

/// <content>Fields that are one value.</content>
internal sealed partial class ObjectReader
{
    public bool? Flag(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        ReportType(PathOf(name), "a boolean", value);
        return null;
    }

    /// <param name="name">The field.</param>
    /// <param name="maxLength">In Unicode characters, as OpenAI counts.</param>
    public string? Text(string name, int maxLength = int.MaxValue) =>
        TryGet(name, out var value) ? TextOf(value, PathOf(name), maxLength) : null;

    public string RequiredText(string name)
    {
        if (TryGetOrNull(name, out var value))
            return TextOf(value, PathOf(name)) ?? "";
        Report(ParameterErrors.Missing(PathOf(name)));
        return "";
    }

    /// <summary>The field <c>model</c> of an inference request.</summary>
    public string Model()
    {
        var model = Text("model");
        if (string.IsNullOrEmpty(model))
            Report(ParameterErrors.MissingModel());
        return model ?? "";
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(string name, IReadOnlyList<string> supported)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            ReportType(PathOf(name), $"one of {Phrase.List(supported, "or")}", value);
        else if (value.GetString() is { } word && supported.Contains(word))
            return word;
        else
            Report(ParameterErrors.WrongValue(PathOf(name), JsonKind.Show(value), supported));
        return null;
    }

    public string RequiredChoice(string name, IReadOnlyList<string> supported)
    {
        if (TryGetOrNull(name, out var value) && value.ValueKind != JsonValueKind.Null)
            return Choice(name, supported) ?? "";
        Report(ParameterErrors.Missing(PathOf(name)));
        return "";
    }

    public double? Number(string name, double min, double max) =>
        TryGet(name, out var value) ? NumberOf(value, PathOf(name), min, max) : null;

    /// <summary>A whole number; <c>3.0</c> is one.</summary>
    public long? Integer(string name, long min = long.MinValue, long max = long.MaxValue) =>
        TryGet(name, out var value) ? IntegerOf(value, PathOf(name), min, max) : null;

    private long? IntegerOf(JsonElement value, string path, long min, long max)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var approximate) || !IsWhole(approximate))
            ReportType(path, "an integer", value);
        else if (!TryGetWhole(value, approximate, out var number))
            ReportOutside(path, min, max, isAbove: approximate > 0, value);
        else if (number < min || number > max)
            ReportOutside(path, min, max, isAbove: number > max, value);
        else
            return number;
        return null;
    }

    private void ReportOutside(string path, long min, long max, bool isAbove, JsonElement got) => Report(isAbove
        ? ParameterErrors.IntegerAbove(path, max, JsonKind.Show(got))
        : ParameterErrors.IntegerBelow(path, min, JsonKind.Show(got)));

    private static bool IsWhole(double number) => double.IsInfinity(number) || Math.Floor(number) == number;

    /// <summary>False for what 64 bits cannot hold.</summary>
    private static bool TryGetWhole(JsonElement value, double approximate, out long number)
    {
        if (value.TryGetInt64(out number))
            return true;
        const double Limit = 9223372036854775808.0;
        var fits = approximate is > -Limit and < Limit;
        number = fits ? (long)approximate : 0;
        return fits;
    }

    private double? NumberOf(JsonElement value, string path, double min, double max)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
            ReportType(path, "a decimal", value);
        else if (number > max)
            Report(ParameterErrors.DecimalAbove(path, max, JsonKind.Show(value)));
        else if (number < min)
            Report(ParameterErrors.DecimalBelow(path, min, JsonKind.Show(value)));
        else
            return number;
        return null;
    }

    private string? TextOf(JsonElement value, string path, int maxLength = int.MaxValue)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            ReportType(path, "a string", value);
            return null;
        }

        var text = value.GetString()!;
        // UTF-16 units are never fewer than characters, so the exact count is needed only near the limit.
        if (text.Length <= maxLength || text.EnumerateRunes().Count() <= maxLength)
            return text;
        Report(ParameterErrors.StringTooLong(path, maxLength, text.EnumerateRunes().Count()));
        return null;
    }
}
