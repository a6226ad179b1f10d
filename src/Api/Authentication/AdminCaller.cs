using System.Security.Claims;
using TenantLLM.Grains.Abstractions.Administration;

namespace TenantLLM.Api.Authentication;

/// <summary>An administrator who is calling, as authentication found them.</summary>
/// <param name="By">Who, and from where.</param>
internal sealed record AdminCaller(Administrator By)
{
    /// <summary>The policy of endpoints for administrators.</summary>
    public const string Policy = "Administrator";

    private const string KeyClaim = "tenantllm.admin_key";
    private const string UserClaim = "tenantllm.admin_user";
    private const string EmailClaim = "tenantllm.admin_email";

    public static ClaimsPrincipal PrincipalOf(AdminKeyIdentity key, string scheme) =>
        new(new ClaimsIdentity([new Claim(KeyClaim, key.KeyId)], scheme));

    /// <summary>That a token speaks for an administrator.</summary>
    /// <param name="email">Null: the token has none.</param>
    public static IEnumerable<Claim> ClaimsOf(string userId, string? email)
    {
        yield return new Claim(UserClaim, userId);
        if (email is not null)
            yield return new Claim(EmailClaim, email);
    }

    public static bool IsAdministrator(ClaimsPrincipal principal) =>
        principal.HasClaim(claim => claim.Type is KeyClaim or UserClaim);

    /// <returns>Null where it was no admin key.</returns>
    public static string? KeyOf(ClaimsPrincipal principal) => principal.FindFirstValue(KeyClaim);

    /// <summary>Lets endpoints take the administrator as a parameter.</summary>
    public static ValueTask<AdminCaller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    private static AdminCaller? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        if (KeyOf(context.User) is { } key)
            return new AdminCaller(new Administrator(AdministratorKind.ApiKey, key, null, address));
        return context.User.FindFirstValue(UserClaim) is { } user
            ? new AdminCaller(new Administrator(AdministratorKind.User, user, context.User.FindFirstValue(EmailClaim), address))
            : null;
    }
}
