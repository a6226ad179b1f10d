using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TenantLLM.DashboardPictures;

/// <summary>What Prometheus answered to the queries of a dashboard over a range of time (its matrix of <c>/api/v1/query_range</c>).</summary>
internal sealed class Recording
{
    private readonly Dictionary<string, IReadOnlyList<Series>> _answers;

    private Recording(Dictionary<string, IReadOnlyList<Series>> answers)
    {
        _answers = answers;
        var times = answers.Values.SelectMany(series => series).SelectMany(series => series.Points).Select(point => point.Time).ToArray();
        (From, To) = times.Length == 0 ? (0, 1) : (times.Min(), times.Max());
    }

    /// <summary>Seconds of Unix time.</summary>
    public double From { get; }

    /// <inheritdoc cref="From"/>
    public double To { get; }

    public static Recording Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject().ToDictionary(
        answer => answer.Key,
        answer => (IReadOnlyList<Series>)[.. answer.Value!.AsArray().Select(series => Series.Of(series!))]));

    public IReadOnlyList<Series> Of(Target target) => _answers.GetValueOrDefault(target.Expression) ?? [];
}

/// <summary>Values over time that have the same labels.</summary>
/// <param name="Labels">What tells it from others.</param>
/// <param name="Points">In order; none is NaN.</param>
internal sealed partial record Series(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double Time, double Value)> Points)
{
    /// <summary>Null: it has no value at its end, or at all.</summary>
    public double? Last => Points.Count == 0 ? null : Points[^1].Value;

    public static Series Of(JsonNode json) => new(
        json["metric"]!.AsObject().ToDictionary(label => label.Key, label => (string)label.Value!),
        [
            .. json["values"]!.AsArray()
                .Select(point => ((double)point![0]!, double.Parse((string)point[1]!, NumberStyles.Float, CultureInfo.InvariantCulture)))
                .Where(point => double.IsFinite(point.Item2)),
        ]);

    /// <summary>Its name by the legend of its query.</summary>
    public string Name(string legend) =>
        Label().Replace(legend, match => Labels.GetValueOrDefault(match.Groups["label"].Value, "")).Trim() is { Length: > 0 } name ? name : "value";

    [GeneratedRegex(@"\{\{\s*(?<label>\w+)\s*\}\}")]
    private static partial Regex Label();
}
