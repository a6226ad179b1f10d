using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Api.Authentication;

/// <summary>Metadata of a resource's routes: the scopes that open them to a restricted key.</summary>
/// <param name="Resource">As the scopes name it: <c>api.&lt;resource&gt;.read</c> and <c>.write</c>.</param>
/// <param name="IsInference">Whether a <c>POST</c> of its routes without parameters is inference.</param>
internal sealed record EndpointScopes(string Resource, bool IsInference)
{
    public static IReadOnlyList<EndpointScopes> All { get; } =
    [
        new("model", false), new("chat.completions", true), new("completions", true), new("embeddings", true), new("responses", true),
        new("conversations", false),
    ];

    /// <summary>Every scope that a key may be given.</summary>
    public static IReadOnlyList<string> Scopes { get; } =
        [.. ApiKeyScopes.General, .. All.SelectMany(resource => new[] { resource.Reading, resource.Writing })];

    private string Reading => $"api.{Resource}.read";

    private string Writing => $"api.{Resource}.write";

    public static EndpointScopes Of(string resource) => All.Single(scopes => scopes.Resource == resource);

    /// <returns>The scope that is missing; null where the request may go on.</returns>
    public string? Missing(ApiKeyScopes? scopes, HttpContext context)
    {
        var needed = Needed(context);
        return scopes is null || needed.Any(scopes.Contains) ? null : needed[0];
    }

    /// <summary>Scopes of which one is enough, the narrowest first.</summary>
    private string[] Needed(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return [Reading, ApiKeyScopes.Read, ApiKeyScopes.All];
        var isInference = IsInference && context.GetEndpoint() is RouteEndpoint { RoutePattern.Parameters.Count: 0 };
        return isInference ? [Writing, ApiKeyScopes.Inference, ApiKeyScopes.All] : [Writing, ApiKeyScopes.All];
    }
}
