using System.Security.Claims;
using TenantLLM.Grains.Abstractions.ApiKeys;

namespace TenantLLM.Api.Authentication;

/// <summary>Who is calling, as authentication found it. Nothing a request says can change it.</summary>
/// <param name="ProjectId">The tenant.</param>
/// <param name="KeyId">The key used.</param>
internal sealed record Caller(string ProjectId, string KeyId)
{
    private const string ProjectClaim = "tenantllm.project";
    private const string KeyClaim = "tenantllm.key";

    public static ClaimsPrincipal PrincipalOf(ApiKeyIdentity identity, string scheme) => new(new ClaimsIdentity(
        [new Claim(ProjectClaim, identity.ProjectId), new Claim(KeyClaim, identity.KeyId)], scheme));

    /// <returns>Null for a request that was not authenticated.</returns>
    public static Caller? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ProjectClaim) is { } project && principal.FindFirstValue(KeyClaim) is { } key
            ? new Caller(project, key)
            : null;

    /// <summary>Lets endpoints take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));
}
