using System.Text.Json.Nodes;

namespace TenantLLM.DashboardPictures;

/// <summary>What a picture shows of a dashboard of Grafana.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Panels">Rows among them, which are headings.</param>
internal sealed record DashboardFile(string Title, IReadOnlyList<Panel> Panels)
{
    public static DashboardFile Read(string file)
    {
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        return new DashboardFile((string)json["title"]!, [.. json["panels"]!.AsArray().Select(panel => Panel.Of(panel!))]);
    }
}

/// <summary>A panel, placed on a grid of 24 columns.</summary>
internal sealed record Panel(
    string Type,
    string Title,
    (int X, int Y, int Width, int Height) Place,
    ValueFormat Format,
    double? Max,
    bool IsStacked,
    IReadOnlyList<(string Color, double From)> Thresholds,
    IReadOnlyList<Target> Targets,
    IReadOnlyList<Column> Columns)
{
    public static Panel Of(JsonNode json)
    {
        var (place, defaults) = (json["gridPos"]!, json["fieldConfig"]?["defaults"]);
        return new Panel(
            (string)json["type"]!,
            (string)json["title"]!,
            ((int)place["x"]!, (int)place["y"]!, (int)place["w"]!, (int)place["h"]!),
            new ValueFormat((string?)defaults?["unit"] ?? "short", (int?)defaults?["decimals"]),
            (double?)defaults?["max"],
            (string?)defaults?["custom"]?["stacking"]?["mode"] == "normal",
            [
                .. (defaults?["thresholds"]?["steps"]?.AsArray() ?? [])
                    .Select(step => ((string)step!["color"]!, (double?)step["value"] ?? double.NegativeInfinity)),
            ],
            [
                .. (json["targets"]?.AsArray() ?? [])
                    .Select(target => new Target((string)target!["refId"]!, (string)target["expr"]!, (string?)target["legendFormat"] ?? "")),
            ],
            [.. (json["fieldConfig"]?["overrides"]?.AsArray() ?? []).Select(Column.Of!).OfType<Column>()]);
    }
}

/// <summary>A query of a panel.</summary>
/// <param name="Name">Its letter.</param>
/// <param name="Expression">Variables of the dashboard in it are not filled in.</param>
/// <param name="Legend">What its series are called: <c>{{label}}</c> stands for a label's value.</param>
internal sealed record Target(string Name, string Expression, string Legend);

/// <summary>A column of a table: a label, or <c>Value #A</c> of the query A.</summary>
internal sealed record Column(string Field, string Title, ValueFormat Format)
{
    /// <returns>Null: the override gives no column a title.</returns>
    public static Column? Of(JsonNode json)
    {
        var properties = json["properties"]!.AsArray().ToDictionary(property => (string)property!["id"]!, property => property!["value"]);
        return properties.TryGetValue("displayName", out var title)
            ? new Column(
                (string)json["matcher"]!["options"]!,
                (string)title!,
                new ValueFormat((string?)properties.GetValueOrDefault("unit") ?? "short", (int?)properties.GetValueOrDefault("decimals")))
            : null;
    }
}
