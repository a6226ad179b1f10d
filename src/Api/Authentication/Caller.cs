using System.Security.Claims;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Usage;

namespace TenantLLM.Api.Authentication;

/// <summary>Who is calling, as authentication found it. Nothing a request says can change it.</summary>
/// <param name="ProjectId">The tenant.</param>
/// <param name="KeyId">The API key used; null where it was a token.</param>
/// <param name="UserId">Whom a token speaks for; null where it was a key.</param>
internal sealed record Caller(string ProjectId, string? KeyId, string? UserId)
{
    private const string ProjectClaim = "tenantllm.project";
    private const string KeyClaim = "tenantllm.key";
    private const string UserClaim = "tenantllm.user";

    public static ClaimsPrincipal PrincipalOf(ApiKeyIdentity identity, string scheme) =>
        Principal(identity.ProjectId, KeyClaim, identity.KeyId, scheme);

    /// <param name="projectId">The tenant a token names.</param>
    /// <param name="userId">Whom it speaks for.</param>
    /// <param name="scheme">What authenticated it.</param>
    public static ClaimsPrincipal PrincipalOf(string projectId, string userId, string scheme) =>
        Principal(projectId, UserClaim, userId, scheme);

    /// <returns>Null for a request that was not authenticated.</returns>
    public static Caller? Of(ClaimsPrincipal principal) => principal.FindFirstValue(ProjectClaim) is { } project
        ? new Caller(project, principal.FindFirstValue(KeyClaim), principal.FindFirstValue(UserClaim))
        : null;

    /// <summary>To whom its requests are billed.</summary>
    public BilledTo BilledTo => new(KeyId, UserId);

    /// <summary>Lets endpoints take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    private static ClaimsPrincipal Principal(string projectId, string claim, string value, string scheme) =>
        new(new ClaimsIdentity([new Claim(ProjectClaim, projectId), new Claim(claim, value)], scheme));
}
