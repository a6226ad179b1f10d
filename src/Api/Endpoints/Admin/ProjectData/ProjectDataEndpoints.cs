using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.ProjectData;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Json;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Api.Endpoints.Admin.ProjectData;

/// <summary>A project's data leave, as an export or for good. OpenAI's Administration API has nothing like it.</summary>
internal static class ProjectDataEndpoints
{
    private const string Data = "/projects/{projectId}/data";

    public static void MapProjectData(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Data, ExportAsync);
        routes.MapDelete(Data, DeleteAsync);
        routes.MapGet($"{Data}/deletion", GetDeletionAsync);
    }

    private static async Task ExportAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<EmptyQuery>(EmptyQuery.TryRead) is null)
            return;
        var first = await new ProjectAnswers(context, grains, projectId)
            .AskAsync<IProjectDataGrain, ProjectDataPage>(data => data.BeginExportAsync(caller.By));
        if (first is not null)
            await new ProjectDataLines(context, grains, projectId).WriteAsync(first);
    }

    private static async Task DeleteAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<ProjectDataDeletionQuery>(ProjectDataDeletionQuery.TryRead) is { } query)
            await WriteAsync(context, grains, projectId, data => data.EraseAsync(query.IncludeUsage, caller.By));
    }

    private static async Task GetDeletionAsync(HttpContext context, TenantGrains grains, string projectId)
    {
        if (await context.ReadQueryAsync<EmptyQuery>(EmptyQuery.TryRead) is not null)
            await WriteAsync(context, grains, projectId, data => data.GetErasureAsync());
    }

    private static async Task WriteAsync(
        HttpContext context, TenantGrains grains, string projectId, Func<IProjectDataGrain, Task<ProjectAnswer<ProjectErasure>>> ask)
    {
        if (await new ProjectAnswers(context, grains, projectId).AskAsync(ask) is { } erasure)
            await context.Response.WriteBodyAsync(ToWire(projectId, erasure), WireJson.Bodies.ProjectDataDeletionObject);
    }

    private static ProjectDataDeletionObject ToWire(string projectId, ProjectErasure erasure) => new()
    {
        ProjectId = projectId,
        IncludeUsage = erasure.IncludesUsage,
        RequestedAt = erasure.RequestedAt.ToUnixTimeSeconds(),
        CompletedAt = erasure.CompletedAt?.ToUnixTimeSeconds(),
    };
}
