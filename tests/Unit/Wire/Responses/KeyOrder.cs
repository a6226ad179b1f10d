using System.Text.Json;

namespace TenantLLM.Unit.Wire.Responses;

/// <summary>
/// Compares keys with recorded ones. OpenAI has added keys to responses ever since, so that older recordings lack some: what was recorded
/// must be there, in the same order and of the same kind; more may be between.
/// </summary>
internal static class KeyOrder
{
    /// <summary>Paths of recorded keys that are not in <paramref name="ours"/>, not in that order, or of another kind.</summary>
    public static IReadOnlyList<string> Missing(JsonElement theirs, JsonElement ours, string path = "$")
    {
        if (theirs.ValueKind == JsonValueKind.Array && ours.ValueKind == JsonValueKind.Array)
            return theirs.GetArrayLength() == 0 || ours.GetArrayLength() == 0 ? [] : Missing(theirs[0], ours[0], path + "[0]");
        if (theirs.ValueKind != JsonValueKind.Object || ours.ValueKind != JsonValueKind.Object)
            return IsAlike(theirs, ours) ? [] : [$"{path}: {theirs.ValueKind} is {ours.ValueKind}"];

        var faults = new List<string>();
        var keys = ours.EnumerateObject().Select(property => property.Name).ToList();
        var last = -1;
        foreach (var property in theirs.EnumerateObject())
        {
            var at = keys.IndexOf(property.Name);
            if (at <= last)
                faults.Add($"{path}.{property.Name}: {(at < 0 ? "missing" : "out of order")}");
            else
                faults.AddRange(Missing(property.Value, ours.GetProperty(property.Name), $"{path}.{property.Name}"));
            last = Math.Max(last, at);
        }

        return faults;
    }

    private static bool IsAlike(JsonElement theirs, JsonElement ours) => theirs.ValueKind == ours.ValueKind
        || theirs.ValueKind == JsonValueKind.Null
        || ours.ValueKind == JsonValueKind.Null
        || (IsBoolean(theirs) && IsBoolean(ours));

    private static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;
}
