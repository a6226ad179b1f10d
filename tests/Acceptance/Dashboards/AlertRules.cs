using TenantLLM.TestKit;

namespace TenantLLM.Acceptance.Dashboards;

/// <summary>The file of alert rules, whose form <c>promtool</c> has checked.</summary>
internal static class AlertRules
{
    private const string Alert = "- alert: ";
    private const string Runbook = "runbook_url: ";

    public static string File { get; } = Workspace.InRepository("dashboards", "alerts.yml");

    public static IReadOnlyList<string> Names { get; } = [.. Lines.Where(line => line.StartsWith(Alert, StringComparison.Ordinal)).Select(line => line[Alert.Length..])];

    /// <summary>Each stands on the line below its key.</summary>
    public static IReadOnlyList<string> Expressions { get; } = [.. Lines.Zip(Lines.Skip(1)).Where(pair => pair.First == "expr: >-").Select(pair => pair.Second)];

    public static IReadOnlyList<string> Runbooks { get; } =
        [.. Lines.Where(line => line.StartsWith(Runbook, StringComparison.Ordinal)).Select(line => line[Runbook.Length..])];

    private static string[] Lines => [.. System.IO.File.ReadLines(Workspace.InRepository("dashboards", "alerts.yml")).Select(line => line.Trim())];
}
