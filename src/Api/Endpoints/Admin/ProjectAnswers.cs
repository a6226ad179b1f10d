using System.Text.Json.Serialization.Metadata;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Responses;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Endpoints.Admin;

/// <summary>Asks a project's grain on behalf of an administrator, and answers what it says.</summary>
/// <param name="context">The request.</param>
/// <param name="grains">The way to it.</param>
/// <param name="projectId">As the route names it.</param>
/// <param name="objectId">What else the route names.</param>
internal sealed class ProjectAnswers(HttpContext context, TenantGrains grains, string projectId, string objectId = "")
{
    /// <summary>Of the ids that were ever given, none is longer.</summary>
    private const int LongestId = 64;

    private const string Prefix = "proj_";

    public async Task WriteAsync<TGrain, TWire>(
        Func<IProjectGrain, Task<ProjectAnswer<TGrain>>> ask, Func<TGrain, TWire> map, JsonTypeInfo<TWire> type)
        where TGrain : class
    {
        if (await AskAsync(ask) is { } value)
            await context.Response.WriteBodyAsync(map(value), type);
    }

    /// <summary>Asks a grain of the project's.</summary>
    /// <returns>Null where it refused, which is answered then.</returns>
    public async Task<T?> AskAsync<TGrain, T>(Func<TGrain, Task<ProjectAnswer<T>>> ask)
        where TGrain : IGrainWithStringKey
        where T : class
    {
        var answer = await AnswerAsync(ask);
        if (answer.Value is null)
            await context.Response.WriteErrorAsync(ErrorOf(answer.Refusal));
        return answer.Value;
    }

    private async Task<ProjectAnswer<T>> AnswerAsync<TGrain, T>(Func<TGrain, Task<ProjectAnswer<T>>> ask)
        where TGrain : IGrainWithStringKey
        where T : class
    {
        // No grain is woken for what never was an id.
        if (!IsId(projectId))
            return ProjectRefusal.NoProject;
        using var project = grains.ActOn(projectId);
        return await ask(project.Grain<TGrain>());
    }

    private static bool IsId(string text) => text.Length <= LongestId && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.Skip(Prefix.Length).All(char.IsAsciiLetterOrDigit);

    private ApiError ErrorOf(ProjectRefusal refusal) => refusal switch
    {
        ProjectRefusal.NoProject => ApiError.ProjectNotFound(projectId),
        ProjectRefusal.IsArchived => ApiError.ProjectArchived(projectId),
        ProjectRefusal.IsNotArchived => ApiError.ProjectNotArchived(projectId),
        ProjectRefusal.NoErasure => ApiError.DataDeletionNotFound(projectId),
        ProjectRefusal.NoServiceAccount => ApiError.ServiceAccountNotFound(objectId),
        ProjectRefusal.NoApiKey => ApiError.ApiKeyNotFound(objectId),
        ProjectRefusal.NoModel => ApiError.RateLimitNotFound(objectId),
        ProjectRefusal.NoSpendLimit => ApiError.SpendLimitNotFound(projectId),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "not a refusal"),
    };
}
