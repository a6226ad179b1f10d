using System.Text.Json;
using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Which of our objects stands for which of a recording.</summary>
internal sealed partial class RecordedIds
{
    private readonly Dictionary<string, string> _ours = [];

    /// <summary>A route or body with our ids in the place of theirs, and our model in that of theirs.</summary>
    public string Exchange(string text) => ModelPattern().Replace(IdPattern().Replace(text, match => _ours.GetValueOrDefault(match.Value, match.Value)), "demo");

    /// <summary>Learns the ids of two answers that say the same.</summary>
    public void Learn(JsonElement theirs, JsonElement ours)
    {
        if (theirs.ValueKind != ours.ValueKind)
            return;
        if (theirs.ValueKind == JsonValueKind.String && IdPattern().IsMatch(theirs.GetString()!))
            _ours.TryAdd(theirs.GetString()!, ours.GetString()!);
        else if (theirs.ValueKind == JsonValueKind.Array)
            LearnEach(theirs.EnumerateArray().Zip(ours.EnumerateArray()));
        else if (theirs.ValueKind == JsonValueKind.Object)
            LearnEach(theirs.EnumerateObject().Where(property => ours.TryGetProperty(property.Name, out _)).Select(property => (property.Value, ours.GetProperty(property.Name))));
    }

    private void LearnEach(IEnumerable<(JsonElement Theirs, JsonElement Ours)> pairs)
    {
        foreach (var (theirs, ours) in pairs)
            Learn(theirs, ours);
    }

    [GeneratedRegex("(?:chatcmpl-|resp_|msg_|conv_)[0-9A-Za-z]{20,}")]
    private static partial Regex IdPattern();

    [GeneratedRegex("(?<=\"model\":\\s*\"|/models/)(?:gpt|text-embedding)-[^\"/]+")]
    private static partial Regex ModelPattern();
}
