using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin.Usage;

/// <summary>The query of an export of the ledger.</summary>
public sealed record LedgerQuery
{
    private const int MostProjects = 100;
    private const long LastTime = 253_402_214_400;

    /// <summary>When the answers ended, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When the answers ended, exclusive; null: now.</summary>
    public DateTimeOffset? Until { get; init; }

    public IReadOnlyList<string> ProjectIds { get; init; } = [];

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out LedgerQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        var parameters = new QueryReader(query);
        var start = parameters.Integer("start_time", 0, LastTime);
        if (start is null && parameters.Error is null)
            parameters.Report(ParameterErrors.Missing("start_time"));
        var end = parameters.Integer("end_time", (start ?? 0) + 1, LastTime);
        var projects = parameters.Texts("project_ids", MostProjects);
        parameters.RefuseUnknown();
        error = parameters.Error;
        request = error is not null ? null : new LedgerQuery
        {
            From = DateTimeOffset.FromUnixTimeSeconds(start!.Value),
            Until = end is null ? null : DateTimeOffset.FromUnixTimeSeconds(end.Value),
            ProjectIds = projects,
        };
        return request is not null;
    }
}
