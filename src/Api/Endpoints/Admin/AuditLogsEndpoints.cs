using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Who changed what. It can be read, and nothing else.</summary>
internal static class AuditLogsEndpoints
{
    public static void MapAuditLogs(this IEndpointRouteBuilder routes) => routes.MapGet("/audit_logs", ListAsync);

    private static async Task ListAsync(HttpContext context, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<AuditLogQuery>(Read) is not { } query)
            return;
        var page = query.IsTenantOnly
            ? new Page<AuditEntry>([], false)
            : await grains.Shared<IOrganizationGrain>(IOrganizationGrain.Key).ListAuditLogAsync(ToGrain(query));
        await context.Response.WriteBodyAsync(page.ToWire(ToWire), WireJson.Bodies.AuditLogList);
    }

    private static bool Read(IEnumerable<KeyValuePair<string, string?>> query, out AuditLogQuery? request, out ApiError? error) =>
        AuditLogQuery.TryRead(query, AuditEventTypes.All, out request, out error);

    private static AuditQuery ToGrain(AuditLogQuery query) => new(query.Page.ToGrain(), query.Before, query.From, query.To)
    {
        Projects = [.. query.Projects],
        Types = [.. query.Types],
        Actors = [.. query.Actors],
        Emails = [.. query.Emails],
        Resources = [.. query.Resources],
    };

    private static AuditLogObject ToWire(AuditEntry entry) => new()
    {
        Id = entry.Id,
        Type = entry.Type,
        EffectiveAt = entry.EffectiveAt,
        Project = entry.ProjectId is { } id ? new AuditLogProject { Id = id, Name = entry.ProjectName } : null,
        Actor = ToWire(entry.By),
        Event = { [entry.Type] = AuditLogObject.EventOf(entry.Type, entry.ResourceId, entry.Details) },
    };

    private static AuditLogActor? ToWire(Administrator by) => by.Kind switch
    {
        AdministratorKind.ApiKey => new AuditLogActor { ApiKey = new AuditLogApiKey { Id = by.Id, IpAddress = by.Address } },
        AdministratorKind.User => new AuditLogActor
        {
            Session = new AuditLogSession { User = new AuditLogUser { Id = by.Id, Email = by.Email }, IpAddress = by.Address },
        },
        _ => null,
    };
}
