using System.Text.Json;

namespace TenantLLM.TestKit;

/// <content>The operations of the document.</content>
public sealed partial class OpenApiDocument
{
    private static readonly string[] Methods = ["get", "post", "delete", "put", "patch"];

    /// <summary>Method and path of every operation, for example <c>POST /chat/completions</c>.</summary>
    public IEnumerable<(string Method, string Path)> Operations =>
        from path in _paths.EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (operation.Name.ToUpperInvariant(), path.Name);

    /// <summary>One operation.</summary>
    public OpenApiOperation Operation(string method, string path)
    {
        var operation = _paths.GetProperty(path).GetProperty(method.ToLowerInvariant());
        var answer = At(operation, "responses", "200", "content");
        return new OpenApiOperation(
            QueryParameters(operation),
            At(operation, "requestBody", "content", "application/json", "schema"),
            At(answer, "application/json", "schema"),
            At(answer, "text/event-stream", "schema"));
    }

    private static Dictionary<string, JsonElement> QueryParameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray()
                .Where(parameter => parameter.GetProperty("in").GetString() == "query")
                .ToDictionary(parameter => parameter.GetProperty("name").GetString()!, parameter => parameter.GetProperty("schema"))
            : [];

    private static JsonElement? At(JsonElement? json, params string[] names)
    {
        foreach (var name in names)
            json = json is { } value && value.TryGetProperty(name, out var next) ? next : null;
        return json;
    }
}
