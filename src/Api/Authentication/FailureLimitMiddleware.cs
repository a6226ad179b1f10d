using Microsoft.AspNetCore.Authorization;
using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Authentication;

/// <summary>Answers an address that is slowed without a look at its key, unless that key was good lately: others may share the
/// address.</summary>
internal sealed class FailureLimitMiddleware(RequestDelegate next, FailureLimits limits, ApiKeyDirectory keys)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (Bearer.Of(context.Request) is not { Length: > 0 } bearer || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        // A token is checked without asking anybody; only the answer to a wrong one is another then.
        if (limits.DelayOf(address) is { } delay && !Bearer.IsToken(bearer) && !IsRemembered(bearer))
        {
            await context.Response.WriteErrorAsync(ApiError.TooManyFailures(delay));
            return;
        }

        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized)
            limits.Record(address);
    }

    private bool IsRemembered(string bearer) => ApiKeySecret.TryParse(bearer, out var secret) && keys.IsRemembered(secret);
}
