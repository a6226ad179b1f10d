namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The endpoints of the API document: those that are served, a row each, and those that are not.</summary>
internal static class ConformanceTable
{
    /// <summary>The part of the document that is ours.</summary>
    private static readonly string[] Resources = ["chat/completions", "completions", "conversations", "embeddings", "models", "responses", .. AdminRows.Resources, .. UsageRows.Resources];

    /// <summary>What is served. An endpoint joins every test of the suite by its row here.</summary>
    public static IReadOnlyList<Endpoint> Endpoints { get; } = [.. ChatRows.All, .. StoredCompletionRows.All, .. ResponseRows.All, .. ConversationRows.All, .. CompletionRows.All, .. ModelRows.All, .. AdminRows.All, .. LimitRows.All, .. UsageRows.All];

    /// <summary>What is not served, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotServed { get; } = new Dictionary<string, string>
    {
        ["DELETE /models/{model}"] = "models are files of the operator",
        ["POST /responses/compact"] = "not built yet",
    }.Concat(AdminRows.NotServed).ToDictionary();

    /// <summary>The row of an endpoint by its text.</summary>
    public static Endpoint Row(string endpoint) => Endpoints.Single(row => row.ToString() == endpoint);

    /// <summary>Whether an endpoint of the document is one of those that this server is for.</summary>
    public static bool IsOurs(string path) => !path.Contains('?', StringComparison.Ordinal)
        && !AdminRows.IsOthers(path)
        && Resources.Any(resource => path[1..] == resource || path.StartsWith($"/{resource}/", StringComparison.Ordinal));
}
