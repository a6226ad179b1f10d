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
    private const string ScopesClaim = "tenantllm.scopes";

    /// <summary>What it may do; null: everything.</summary>
    public ApiKeyScopes? Scopes { get; init; }

    public static ClaimsPrincipal PrincipalOf(ApiKeyIdentity identity, string scheme)
    {
        var claims = Claims(identity.ProjectId, KeyClaim, identity.KeyId);
        return Principal(identity.Scopes is { } scopes ? [.. claims, new Claim(ScopesClaim, scopes.Text)] : claims, scheme);
    }

    /// <param name="projectId">The tenant a token names; null: none.</param>
    /// <param name="userId">Whom it speaks for.</param>
    /// <param name="others">That it is an administrator, perhaps.</param>
    /// <param name="scheme">What authenticated it.</param>
    public static ClaimsPrincipal PrincipalOf(string? projectId, string userId, IEnumerable<Claim> others, string scheme) =>
        Principal([.. projectId is null ? [] : Claims(projectId, UserClaim, userId), .. others], scheme);

    /// <returns>Null for a request that was not authenticated, or not on behalf of a tenant.</returns>
    public static Caller? Of(ClaimsPrincipal principal) => principal.FindFirstValue(ProjectClaim) is { } project
        ? new Caller(project, principal.FindFirstValue(KeyClaim), principal.FindFirstValue(UserClaim))
        {
            Scopes = principal.FindFirstValue(ScopesClaim) is { } scopes ? new ApiKeyScopes(scopes) : null,
        }
        : null;

    /// <summary>To whom its requests are billed.</summary>
    public BilledTo BilledTo => new(KeyId, UserId);

    /// <summary>Lets endpoints take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    private static Claim[] Claims(string projectId, string claim, string value) => [new(ProjectClaim, projectId), new(claim, value)];

    private static ClaimsPrincipal Principal(Claim[] claims, string scheme) => new(new ClaimsIdentity(claims, scheme));
}
