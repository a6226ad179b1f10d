using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The query of <c>DELETE /v1/organization/projects/{project_id}/data</c>, checked.</summary>
public sealed record ProjectDataDeletionQuery(bool IncludeUsage)
{
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out ProjectDataDeletionQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(
            query, parameters => new ProjectDataDeletionQuery(parameters.Flag("include_usage") == true), out error);
        return request is not null;
    }
}
