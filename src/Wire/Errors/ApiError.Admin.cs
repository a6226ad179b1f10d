namespace TenantLLM.Wire.Errors;

/// <content>The Administration API.</content>
public sealed partial record ApiError
{
    /// <summary>404.</summary>
    public static ApiError ProjectNotFound(string id) => NotFound($"Project with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError ServiceAccountNotFound(string id) => NotFound($"Service account with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError ApiKeyNotFound(string id) => NotFound($"API key with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError RateLimitNotFound(string id) => NotFound($"Rate limit with id '{Echo.Of(id)}' not found.");

    /// <summary>404.</summary>
    public static ApiError SpendLimitNotFound(string id) => NotFound($"Project with id '{Echo.Of(id)}' has no spend limit.");

    /// <summary>An archived project stays as it is (400).</summary>
    public static ApiError ProjectArchived(string id) =>
        InvalidRequest($"Project with id '{Echo.Of(id)}' is archived: it cannot be changed.", "project_id", "project_archived");

    /// <summary>Only an archived project's data are deleted (400).</summary>
    public static ApiError ProjectNotArchived(string id) => InvalidRequest(
        $"Project with id '{Echo.Of(id)}' is not archived: archive it before you delete its data.", "project_id", "project_not_archived");

    /// <summary>404.</summary>
    public static ApiError DataDeletionNotFound(string id) => NotFound($"No deletion of the data of project '{Echo.Of(id)}' was requested.");

    /// <summary>Without it nobody could administer (400).</summary>
    public static ApiError LastAdminKey() => InvalidRequest(
        "This is the last admin key that does not expire: create another before you delete it.", "key_id", "last_admin_key");

    /// <summary>The next start would bring it back (400).</summary>
    public static ApiError ConfiguredAdminKey() => InvalidRequest(
        "This admin key is named by the configuration: it ends when 'Administration:Key' names another or none.", "key_id", "configured_admin_key");

    /// <summary>Too many wrong keys came from the client's address (429).</summary>
    public static ApiError TooManyFailures(TimeSpan retryAfter) =>
        new(429, "requests", "Too many requests with incorrect credentials came from your address. Please try again later.")
        {
            Code = RateLimitCode,
            RetryAfter = retryAfter,
        };
}
