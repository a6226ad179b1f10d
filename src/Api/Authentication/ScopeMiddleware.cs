using TenantLLM.Api.Errors;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Authentication;

/// <summary>Refuses what a restricted key may not do, and what no administrator may do by that role alone.</summary>
internal sealed class ScopeMiddleware(RequestDelegate next)
{
    private static readonly Grains.Abstractions.ApiKeys.ApiKeyScopes None = new("");

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointScopes>() is not { } endpoint)
            return next(context);
        var scopes = Caller.Of(context.User) is { } caller ? caller.Scopes : None;
        return endpoint.Missing(scopes, context) is { } missing
            ? context.Response.WriteErrorAsync(ApiError.MissingScope(missing))
            : next(context);
    }
}
