using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.ProjectData;

namespace TenantLLM.Api.Endpoints.Admin.ProjectData;

/// <summary>An export as it is sent: a line of JSON a row, a page in memory at a time. A client that reads slowly is waited for.</summary>
internal sealed class ProjectDataLines(HttpContext context, TenantGrains grains, string projectId)
{
    private const string ContentType = "application/x-ndjson";

    /// <param name="page">The first, which was read before anything is sent: what fails until then is answered as an error.</param>
    public async Task WriteAsync(ProjectDataPage page)
    {
        context.Response.ContentType = ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{projectId}.ndjson\"";
        using var project = grains.ActOn(projectId);
        var data = project.Grain<IProjectDataGrain>();
        while (true)
        {
            await context.Response.Body.WriteAsync(page.Lines, context.RequestAborted);
            if (page.Next is not { } place)
                return;
            page = await data.ExportAsync(place);
        }
    }
}
