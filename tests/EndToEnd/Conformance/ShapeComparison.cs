using System.Text.Json;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Compares JSON by its shape: the same keys in the same order, values of the same kind.</summary>
internal static class ShapeComparison
{
    /// <summary>What differs, each with the path where it does: <c>choices[].message: no annotations</c>.</summary>
    public static IEnumerable<string> Differences(JsonElement theirs, JsonElement ours, string path = "$")
    {
        if (Kind(theirs) != Kind(ours))
            return [$"{path}: {Kind(ours)} for {Kind(theirs)}"];
        return theirs.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(theirs, ours, path),
            JsonValueKind.Array => OfArrays(theirs, ours, $"{path}[]"),
            _ => [],
        };
    }

    /// <summary>What a frame is about: its event, or what its choice tells.</summary>
    public static string FrameKind(JsonElement frame) => frame switch
    {
        _ when frame.TryGetProperty("type", out var type) => type.GetString()!,
        _ when frame.TryGetProperty("choices", out var choices) => string.Join(',', choices.EnumerateArray().Select(ChoiceKind)),
        _ => "other",
    };

    private static IEnumerable<string> OfObjects(JsonElement theirs, JsonElement ours, string path)
    {
        // Keys that the caller chose are compared by what they hold.
        if (path.EndsWith(".metadata", StringComparison.Ordinal))
            return [];
        var (expected, got) = (Keys(theirs), Keys(ours));
        var common = expected.Intersect(got).ToList();
        return
        [
            .. expected.Except(got).Select(key => $"{path}: no {key}"),
            .. got.Except(expected).Select(key => $"{path}: {key} too"),
            .. common.SequenceEqual(got.Intersect(expected)) ? [] : new[] { $"{path}: keys in another order" },
            .. common.SelectMany(key => Differences(theirs.GetProperty(key), ours.GetProperty(key), $"{path}.{key}")),
        ];
    }

    /// <summary>Each of our items has the shape of one of theirs.</summary>
    private static IEnumerable<string> OfArrays(JsonElement theirs, JsonElement ours, string path)
    {
        if (theirs.GetArrayLength() == 0 || ours.GetArrayLength() == 0)
            return theirs.GetArrayLength() == ours.GetArrayLength() ? [] : [$"{path}: {ours.GetArrayLength()} for {theirs.GetArrayLength()}"];
        return ours.EnumerateArray()
            .SelectMany(item => theirs.EnumerateArray().Select(one => Differences(one, item, path).ToList()).MinBy(found => found.Count)!)
            .Distinct();
    }

    private static string ChoiceKind(JsonElement choice) =>
        $"{(choice.TryGetProperty("delta", out var delta) ? string.Join('+', Keys(delta)) : "")}:{Kind(choice.GetProperty("finish_reason"))}";

    private static List<string> Keys(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name)];

    private static string Kind(JsonElement json) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : json.ValueKind.ToString();
}
