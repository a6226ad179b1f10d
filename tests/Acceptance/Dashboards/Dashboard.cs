using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TenantLLM.TestKit;

namespace TenantLLM.Acceptance.Dashboards;

/// <summary>A dashboard as Grafana loads it.</summary>
internal sealed partial class Dashboard
{
    private Dashboard(string name, JsonObject json)
    {
        (Name, Json) = (name, json);
        Panels = [.. json["panels"]!.AsArray().Select(panel => new Panel(panel!.AsObject()))];
        Variables = [.. json["templating"]!["list"]!.AsArray().Select(variable => new Variable(variable!.AsObject()))];
    }

    /// <summary>Its file, without the ending.</summary>
    public string Name { get; }

    public JsonObject Json { get; }

    /// <summary>Rows among them.</summary>
    public IReadOnlyList<Panel> Panels { get; }

    public IReadOnlyList<Variable> Variables { get; }

    public static IReadOnlyList<Dashboard> All { get; } =
    [
        .. Directory.GetFiles(Workspace.InRepository("dashboards"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new Dashboard(Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject())),
    ];

    /// <summary>The metrics that a query names.</summary>
    public static IEnumerable<string> MetricsOf(string query) =>
        Metric().Matches(Labels().Replace(query, "")).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\b(by|on) \([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\b\w+_\w+\b(?!\()|\bup\b")]
    private static partial Regex Metric();
}

/// <summary>A panel, or the head of a row.</summary>
internal sealed class Panel(JsonObject json)
{
    public JsonObject Json => json;

    public int Id => (int)json["id"]!;

    public string Type => (string)json["type"]!;

    public string Title => (string)json["title"]!;

    public bool IsRow => Type == "row";

    public IReadOnlyList<string> Queries =>
        IsRow ? [] : [.. json["targets"]!.AsArray().Select(target => (string)target!["expr"]!)];

    public (int X, int Y, int Width, int Height) Place
    {
        get
        {
            var place = json["gridPos"]!;
            return ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!);
        }
    }
}

/// <summary>A choice at the head of a dashboard.</summary>
internal sealed partial class Variable(JsonObject json)
{
    public string Name => (string)json["name"]!;

    public bool IsQuery => (string?)json["type"] == "query";

    /// <summary>What is listed: the series, and the label whose values are.</summary>
    public (string Series, string Label) Values
    {
        get
        {
            var match = LabelValues().Match((string)json["query"]!["query"]!);
            return (match.Groups["series"].Value, match.Groups["label"].Value);
        }
    }

    [GeneratedRegex(@"^label_values\((?<series>.+), (?<label>\w+)\)$")]
    private static partial Regex LabelValues();
}
