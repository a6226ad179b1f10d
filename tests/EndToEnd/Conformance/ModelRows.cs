namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of Models.</summary>
internal static class ModelRows
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("GET", "/models"),
        new("GET", "/models/{model}"),
    ];
}
