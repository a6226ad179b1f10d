using TenantLLM.Api.Authentication;
using TenantLLM.Api.Endpoints.Admin.ProjectData;
using TenantLLM.Api.Endpoints.Admin.Usage;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>The Administration API: for administrators alone, who act on any project.</summary>
internal static class AdministrationEndpoints
{
    public static void MapAdministration(this WebApplication app)
    {
        var organization = app.MapGroup("/v1/organization").RequireAuthorization(AdminCaller.Policy);
        organization.MapProjects();
        organization.MapServiceAccounts();
        organization.MapProjectApiKeys();
        organization.MapProjectLimits();
        organization.MapAdminApiKeys();
        organization.MapAuditLogs();
        organization.MapUsage();
        organization.MapProjectData();
    }
}
