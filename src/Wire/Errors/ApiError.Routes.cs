namespace TenantLLM.Wire.Errors;

/// <content>Requests that reach no endpoint.</content>
public sealed partial record ApiError
{
    /// <summary>No such route (404).</summary>
    public static ApiError UnknownRoute(string method, string path) =>
        new(404, InvalidRequestType, $"Invalid URL ({Echo.Of(method)} {Echo.Of(path)})");

    /// <summary>The route has other methods (405).</summary>
    public static ApiError MethodNotAllowed(string method, string path) =>
        new(
            405,
            InvalidRequestType,
            $"Not allowed to {Echo.Of(method)} on {Echo.Of(path)}. (HINT: Perhaps you meant to use a different HTTP method?)");

    /// <summary>The body is larger than is read (413).</summary>
    public static ApiError BodyTooLarge(long limit) =>
        new(413, InvalidRequestType, $"The request body is too large. The maximum is {Text(limit)} bytes.");

    /// <summary>The body is not JSON by its Content-Type (415).</summary>
    public static ApiError UnsupportedMediaType(string? contentType) =>
        new(
            415,
            InvalidRequestType,
            $"Unsupported content type: '{Echo.Of(contentType ?? "")}'. This API method only accepts 'application/json' requests, but you "
            + $"specified the header 'Content-Type: {Echo.Of(contentType ?? "")}'. Please try again with a supported content type.")
        {
            Code = "unsupported_content_type",
        };
}
