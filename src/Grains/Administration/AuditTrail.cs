using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.Grains.Abstractions;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Projects;

namespace TenantLLM.Grains.Administration;

/// <summary>Makes entries of the audit log. Write them in the commit of the change.</summary>
internal sealed class AuditTrail(TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = RowJson.NewOptions();

    /// <param name="type">One of <see cref="AuditEventTypes"/>.</param>
    /// <param name="resourceId">What is changed.</param>
    /// <param name="project">Where; null: in none.</param>
    /// <param name="details">What was asked for; null where the id says all.</param>
    public AuditLogRow Entry(string type, string resourceId, ProjectRow? project, Administrator by, JsonObject? details = null)
    {
        var now = clock.GetUtcNow();
        return new AuditLogRow
        {
            Id = TimeOrderedId.Create("audit_log-", now),
            Type = type,
            EffectiveAt = now.ToUnixTimeSeconds(),
            ProjectId = project?.Id,
            ProjectName = project?.Name,
            ResourceId = resourceId,
            Details = details?.ToJsonString(Json),
            ActorKind = by.Kind.ToString(),
            ActorId = by.Id,
            ActorEmail = by.Email,
            Address = by.Address,
        };
    }

    public static AuditEntry ToEntry(AuditLogRow row) => new(
        row.Id, row.Type, row.EffectiveAt, row.ProjectId, row.ProjectName, row.ResourceId, row.Details,
        new Administrator(Enum.Parse<AdministratorKind>(row.ActorKind), row.ActorId, row.ActorEmail, row.Address));
}
