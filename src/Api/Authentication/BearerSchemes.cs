using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace TenantLLM.Api.Authentication;

/// <summary>What a bearer is: an API key, or an identity provider's token where one is configured.</summary>
internal static class BearerSchemes
{
    private const string Either = "ApiKeyOrToken";

    public static void AddBearerSchemes(this IServiceCollection services) => services.AddAuthentication(Either)
        .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = SchemeOf)
        .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(ApiKeyAuthenticationHandler.SchemeName, null)
        .AddJwt();

    /// <summary>Who may do what: everybody known acts on behalf of a tenant, administrators on any.</summary>
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(
            AdminCaller.Policy,
            policy => policy.RequireAuthenticatedUser().RequireAssertion(context => AdminCaller.IsAdministrator(context.User)));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
    }

    private static string SchemeOf(HttpContext context) =>
        Bearer.Of(context.Request) is { } bearer && Bearer.IsToken(bearer)
        && context.RequestServices.GetRequiredService<IOptions<JwtOptions>>().Value.IsOn
            ? JwtAuthentication.SchemeName
            : ApiKeyAuthenticationHandler.SchemeName;
}
