using TenantLLM.Api.Authentication;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Requests;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions;
using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Admin;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Endpoints.Admin;

internal static class ProjectsEndpoints
{
    private const string One = "/projects/{projectId}";

    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects", ListAsync);
        routes.MapPost("/projects", CreateAsync);
        routes.MapGet(One, GetAsync);
        routes.MapPost(One, UpdateAsync);
        routes.MapPost($"{One}/archive", ArchiveAsync);
    }

    private static async Task ListAsync(HttpContext context, TenantGrains grains)
    {
        if (await context.ReadQueryAsync<ProjectListQuery>(ProjectListQuery.TryRead) is not { } query)
            return;
        var page = await grains.Shared<IOrganizationGrain>(IOrganizationGrain.Key).ListProjectsAsync(query.Page.ToGrain(), query.IncludeArchived);
        await context.Response.WriteBodyAsync(page.ToWire(AdminMapping.ToWire), WireJson.Bodies.ProjectList);
    }

    private static async Task CreateAsync(HttpContext context, AdminCaller caller, TenantGrains grains, TimeProvider clock)
    {
        if (await context.ReadJsonAsync<CreateProjectRequest>(CreateProjectRequest.TryRead) is not { } request)
            return;
        using var created = grains.ActOn(TimeOrderedId.Create("proj_", clock.GetUtcNow()));
        var project = await created.Grain<IProjectGrain>().CreateAsync(request.Name, caller.By);
        await context.Response.WriteBodyAsync(project.ToWire(), WireJson.Bodies.ProjectObject);
    }

    private static Task GetAsync(HttpContext context, TenantGrains grains, string projectId) => new ProjectAnswers(context, grains, projectId)
        .WriteAsync<Project, ProjectObject>(
            async project => await project.GetAsync() is { } found ? found : ProjectRefusal.NoProject,
            AdminMapping.ToWire,
            WireJson.Bodies.ProjectObject);

    private static async Task UpdateAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId)
    {
        if (await context.ReadJsonAsync<UpdateProjectRequest>(UpdateProjectRequest.TryRead) is { } request)
            await new ProjectAnswers(context, grains, projectId)
                .WriteAsync(project => project.UpdateAsync(request.Name, caller.By), AdminMapping.ToWire, WireJson.Bodies.ProjectObject);
    }

    private static Task ArchiveAsync(HttpContext context, AdminCaller caller, TenantGrains grains, string projectId) =>
        new ProjectAnswers(context, grains, projectId)
            .WriteAsync(project => project.ArchiveAsync(caller.By), AdminMapping.ToWire, WireJson.Bodies.ProjectObject);
}
