using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The query of a list of service accounts, checked.</summary>
public sealed record ServiceAccountListQuery(AdminPage Page)
{
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out ServiceAccountListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(query, parameters => new ServiceAccountListQuery(AdminPage.Read(parameters)), out error);
        return request is not null;
    }
}

/// <summary>The query of <c>GET /v1/organization/projects</c>, checked.</summary>
public sealed record ProjectListQuery(AdminPage Page, bool IncludeArchived)
{
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out ProjectListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(
            query,
            parameters => new ProjectListQuery(AdminPage.Read(parameters), parameters.Flag("include_archived") == true),
            out error);
        return request is not null;
    }
}

/// <summary>The query of a list of a project's keys, checked.</summary>
/// <param name="IsInactive">Whether only keys are wanted whose owner has no access any more: there are none.</param>
public sealed record ApiKeyListQuery(AdminPage Page, bool IsInactive)
{
    private static readonly string[] Accesses = ["active", "inactive", "any"];

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out ApiKeyListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(
            query,
            parameters => new ApiKeyListQuery(AdminPage.Read(parameters), parameters.Choice("owner_project_access", Accesses) == "inactive"),
            out error);
        return request is not null;
    }
}

/// <summary>The query of <c>GET /v1/organization/admin_api_keys</c>, checked.</summary>
public sealed record AdminKeyListQuery(AdminPage Page, bool IsDescending)
{
    public static bool TryRead(
        IEnumerable<KeyValuePair<string, string?>> query,
        [NotNullWhen(true)] out AdminKeyListQuery? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = QueryReader.Read(
            query,
            parameters => new AdminKeyListQuery(AdminPage.Read(parameters), parameters.Choice("order", ["asc", "desc"]) == "desc"),
            out error);
        return request is not null;
    }
}
