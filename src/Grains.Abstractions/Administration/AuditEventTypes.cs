namespace TenantLLM.Grains.Abstractions.Administration;

/// <summary>What can happen, in the words of OpenAI's audit log where it has one: it has none for a project's data.</summary>
public static class AuditEventTypes
{
    public const string ApiKeyCreated = "api_key.created";
    public const string ApiKeyDeleted = "api_key.deleted";
    public const string ProjectArchived = "project.archived";
    public const string ProjectCreated = "project.created";
    public const string ProjectDataDeleted = "project.data.deleted";
    public const string ProjectDataExported = "project.data.exported";
    public const string ProjectDeleted = "project.deleted";
    public const string ProjectUpdated = "project.updated";
    public const string RateLimitUpdated = "rate_limit.updated";
    public const string ServiceAccountCreated = "service_account.created";
    public const string ServiceAccountDeleted = "service_account.deleted";
    public const string ServiceAccountUpdated = "service_account.updated";

    public static IReadOnlyList<string> All { get; } =
    [
        ApiKeyCreated, ApiKeyDeleted, ProjectArchived, ProjectCreated, ProjectDataDeleted, ProjectDataExported, ProjectDeleted, ProjectUpdated,
        RateLimitUpdated, ServiceAccountCreated, ServiceAccountDeleted, ServiceAccountUpdated,
    ];
}
