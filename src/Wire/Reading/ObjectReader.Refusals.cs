using System.Text.Json;

namespace TenantLLM.Wire.Reading;

/// <content>Fields that are not honoured yet: their default is accepted, anything else is refused by name.</content>
internal sealed partial class ObjectReader
{
    public void Unsupported(string name)
    {
        if (TryGet(name, out _))
            Report(ParameterErrors.UnsupportedParameter(PathOf(name)));
    }

    /// <summary>As <see cref="Unsupported"/>; an empty array is refused with OpenAI's own words.</summary>
    public void UnsupportedArray(string name)
    {
        if (!TryGet(name, out var value))
            return;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
            Report(ParameterErrors.EmptyArray(PathOf(name)));
        Unsupported(name);
    }

    /// <summary>As <see cref="Unsupported"/>; an empty array says nothing and is accepted.</summary>
    public void UnsupportedUnlessEmpty(string name)
    {
        if (TryGet(name, out var value) && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0))
            Report(ParameterErrors.UnsupportedParameter(PathOf(name)));
    }

    /// <summary>A field of several types, of which one word means the default.</summary>
    public void UnsupportedUnless(string name, string word)
    {
        if (TryGet(name, out var value) && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(word)))
            Report(ParameterErrors.UnsupportedParameter(PathOf(name)));
    }

    public void OnlyFlag(string name, bool only)
    {
        if (Flag(name) is { } value && value != only)
            Report(ParameterErrors.UnsupportedValue(PathOf(name), value ? "true" : "false", only ? "true" : "false"));
    }

    public void OnlyChoice(string name, string only, IReadOnlyList<string> supported)
    {
        if (Choice(name, supported) is { } value && value != only)
            ReportValue(name, $"'{only}'");
    }

    /// <summary>An array that may hold this one word only.</summary>
    public void OnlyWord(string name, string only)
    {
        if (!TryGet(name, out var value))
            return;
        if (value.ValueKind != JsonValueKind.Array)
            ReportType(PathOf(name), "an array of strings", value);
        else if (value.GetArrayLength() == 0)
            Report(ParameterErrors.EmptyArray(PathOf(name)));
        else if (value.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String || !word.ValueEquals(only)))
            ReportValue(name, $"['{only}']");
    }

    private void ReportValue(string name, string only)
    {
        if (TryGet(name, out var value))
            Report(ParameterErrors.UnsupportedValue(PathOf(name), JsonKind.Show(value), only));
    }
}
