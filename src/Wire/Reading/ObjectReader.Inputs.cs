using System.Text.Json;
using TenantLLM.Wire.Inputs;

namespace TenantLLM.Wire.Reading;

/// <content>Fields that are one text or several, each as characters or as tokens.</content>
internal sealed partial class ObjectReader
{
    private const string InputKinds = "a string, array of strings, array of integers, or array of integer arrays";

    /// <param name="name">The field.</param>
    /// <param name="maxLength">The most elements of its array, whatever they are.</param>
    /// <param name="mayBeEmpty">Whether a text may be empty; an array never may.</param>
    /// <returns>At least one, unless the field is absent or null.</returns>
    public IReadOnlyList<TextInput> TextInputs(string name, int maxLength = int.MaxValue, bool mayBeEmpty = false)
    {
        if (!TryGet(name, out var value))
            return [];
        var path = PathOf(name);
        if (value.ValueKind == JsonValueKind.String)
            return [TextInputOf(value, path, mayBeEmpty)];
        if (value.ValueKind != JsonValueKind.Array)
            ReportType(path, InputKinds, value);
        else if (value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Number)
            return [TokensOf(value, path, maxLength)];
        else
            return Elements(value, path, maxLength, (element, at) => ElementOf(element, at, value[0].ValueKind, mayBeEmpty));
        return [];
    }

    /// <inheritdoc cref="TextInputs"/>
    public IReadOnlyList<TextInput> RequiredTextInputs(string name, int maxLength)
    {
        if (!TryGetOrNull(name, out var value))
            Report(ParameterErrors.Missing(PathOf(name)));
        else if (value.ValueKind == JsonValueKind.Null)
            ReportType(PathOf(name), InputKinds, value);
        return TextInputs(name, maxLength);
    }

    /// <summary>All elements are of the first one's kind.</summary>
    private TextInput ElementOf(JsonElement element, string path, JsonValueKind first, bool mayBeEmpty)
    {
        if (first == JsonValueKind.Array && element.ValueKind == JsonValueKind.Array)
            return TokensOf(element, path, int.MaxValue);
        if (first != JsonValueKind.Array && element.ValueKind == JsonValueKind.String)
            return TextInputOf(element, path, mayBeEmpty);
        ReportType(path, first == JsonValueKind.Array ? "an array of integers" : "a string", element);
        return new TextInput.OfText("");
    }

    private TextInput.OfText TextInputOf(JsonElement value, string path, bool mayBeEmpty) =>
        new(mayBeEmpty ? TextOf(value, path, RequestLimits.LongestText) ?? "" : NonEmpty(value, path));

    private TextInput.OfTokens TokensOf(JsonElement array, string path, int maxLength)
    {
        var length = array.GetArrayLength();
        if (length == 0)
            Report(ParameterErrors.EmptyArray(path));
        else if (length > maxLength)
            Report(ParameterErrors.ArrayTooLong(path, maxLength, length));

        var tokens = new List<int>(Failed ? 0 : length);
        foreach (var element in array.EnumerateArray())
        {
            if (Failed)
                break;
            // Without its path, which is made for faults only: there may be millions.
            tokens.Add(element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var token) && token >= 0
                ? token
                : (int?)IntegerOf(element, $"{path}[{tokens.Count}]", 0, int.MaxValue) ?? 0);
        }

        return new TextInput.OfTokens(tokens);
    }
}
