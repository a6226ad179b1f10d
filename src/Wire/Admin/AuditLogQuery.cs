using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The query of <c>GET /v1/organization/audit_logs</c>, checked. An empty list asks for all.</summary>
public sealed record AuditLogQuery
{
    private static readonly string[] Bounds = ["gt", "gte", "lt", "lte"];

    public required AdminPage Page { get; init; }

    /// <summary>Newer ones than this, those next to it.</summary>
    public required string? Before { get; init; }

    /// <summary>Unix seconds, itself included.</summary>
    public required long From { get; init; }

    /// <summary>Unix seconds, itself included.</summary>
    public required long To { get; init; }

    public required IReadOnlyList<string> Projects { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required IReadOnlyList<string> Actors { get; init; }

    public required IReadOnlyList<string> Emails { get; init; }

    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Whether only events outside the organization's projects and keys are wanted: there are none.</summary>
    public required bool IsTenantOnly { get; init; }

    /// <param name="types">Those there are.</param>
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        IReadOnlyList<string> types,
        [NotNullWhen(true)] out AuditLogQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(query, parameters => Read(parameters, types), out error);
        return request is not null;
    }

    private static AuditLogQuery Read(QueryReader parameters, IReadOnlyList<string> types)
    {
        var times = parameters.Integers("effective_at", Bounds, 0, AdminLimits.LatestTime);
        return new AuditLogQuery
        {
            Page = AdminPage.Read(parameters),
            Before = parameters.Text("before"),
            From = Math.Max(times.GetValueOrDefault("gte", 0), times.TryGetValue("gt", out var after) ? after + 1 : 0),
            To = Math.Min(
                times.GetValueOrDefault("lte", AdminLimits.LatestTime),
                times.TryGetValue("lt", out var before) ? before - 1 : AdminLimits.LatestTime),
            Projects = parameters.Texts("project_ids", AdminLimits.MostFilterValues),
            Types = parameters.Words("event_types", types),
            Actors = parameters.Texts("actor_ids", AdminLimits.MostFilterValues),
            Emails = parameters.Texts("actor_emails", AdminLimits.MostFilterValues),
            Resources = parameters.Texts("resource_ids", AdminLimits.MostFilterValues),
            IsTenantOnly = parameters.Flag("tenant_only") == true,
        };
    }
}
