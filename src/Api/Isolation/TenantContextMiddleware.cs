using TenantLLM.Api.Authentication;
using TenantLLM.Grains.Abstractions.Isolation;

namespace TenantLLM.Api.Isolation;

/// <summary>Makes the calls of a request those of the tenant that authentication found; of no tenant, where it found none.</summary>
internal sealed class TenantContextMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using (TenantContext.Enter(Caller.Of(context.User)?.ProjectId))
            await next(context);
    }
}
