using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using TenantLLM.Api.Errors;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Authentication;

/// <summary>Answers in OpenAI's words to whoever is known and not an administrator.</summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Forbidden
            ? context.Response.WriteErrorAsync(ApiError.MissingScope(
                HttpMethods.IsGet(context.Request.Method) ? "api.management.read" : "api.management.write"))
            : _otherwise.HandleAsync(next, context, policy, authorizeResult);
}
