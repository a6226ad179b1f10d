namespace TenantLLM.Wire.Errors;

/// <content>Who may do what.</content>
public sealed partial record ApiError
{
    /// <summary>No key was sent (401).</summary>
    public static ApiError MissingApiKey() => Unauthorized(
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
        + "(i.e. Authorization: Bearer YOUR_KEY).");

    /// <summary>The key is unknown, revoked or expired (401). The message shows no more of it than its owner needs to find it.</summary>
    public static ApiError InvalidApiKey(string key) => Unauthorized($"Incorrect API key provided: {RedactedKey.Of(key)}.");

    /// <summary>An access token is expired, not meant for this server, not signed by its identity provider or names no project (401).
    /// Which of these is told to nobody who might be guessing.</summary>
    public static ApiError InvalidToken() => Unauthorized("The access token is not valid.");

    /// <summary>The key's scopes do not cover the operation (403).</summary>
    /// <param name="scope">What is missing, for example <c>model.request</c>.</param>
    public static ApiError MissingScope(string scope) =>
        new(403, InvalidRequestType, $"You have insufficient permissions for this operation. Missing scopes: {scope}.")
        {
            Code = "missing_scope",
        };

    /// <summary>The project may not use a model that exists (403).</summary>
    public static ApiError ModelNotAllowed(string project, string model) =>
        new(403, InvalidRequestType, $"Project `{project}` does not have access to model `{Echo.Of(model)}`")
        {
            Param = "model",
            Code = "model_not_allowed",
        };

    private static ApiError Unauthorized(string message) => new(401, InvalidRequestType, message) { Code = "invalid_api_key" };
}
