using System.ComponentModel.DataAnnotations;

namespace TenantLLM.Api.Authentication;

/// <summary>Access tokens of an identity provider, accepted beside API keys: the keys under <c>Authentication:Jwt</c>.</summary>
internal sealed class JwtOptions : IValidatableObject
{
    public const string Section = "Authentication:Jwt";

    /// <summary>The provider: its discovery document is at <c>/.well-known/openid-configuration</c> below it. Empty: no tokens are
    /// accepted.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What a token's <c>aud</c> must be.</summary>
    public string Audience { get; set; } = "";

    /// <summary>What a token's <c>iss</c> must be; empty: as the discovery document says.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The claim that names the project (<c>proj_…</c>). A token of an administrator need not have it.</summary>
    [Required(ErrorMessage = "Authentication:Jwt:ProjectClaim must name a claim, such as 'project'.")]
    public string ProjectClaim { get; set; } = "project";

    /// <summary>The claim that names the user.</summary>
    [Required(ErrorMessage = "Authentication:Jwt:UserClaim must name a claim, such as 'sub'.")]
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim that names the user's roles: one or an array.</summary>
    [Required(ErrorMessage = "Authentication:Jwt:RoleClaim must name a claim, such as 'roles'.")]
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role of administrators.</summary>
    [Required(ErrorMessage = "Authentication:Jwt:AdminRole must name a role, such as 'tenantllm-admin'.")]
    public string AdminRole { get; set; } = "tenantllm-admin";

    /// <summary>How far the clocks of provider and server may be apart.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Authentication:Jwt:ClockSkew must be 0 to 5 minutes.")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>False only for a provider on this machine.</summary>
    public bool RequireHttps { get; set; } = true;

    public bool IsOn => Authority.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || authority.Scheme is not ("https" or "http"))
            yield return new ValidationResult($"Authentication:Jwt:Authority is '{Authority}': it must be the provider's address.");
        else if (RequireHttps && authority.Scheme != "https")
            yield return new ValidationResult(
                $"Authentication:Jwt:Authority is '{Authority}': it must begin with https://, unless Authentication:Jwt:RequireHttps is false.");
        if (Audience.Length == 0)
            yield return new ValidationResult(
                "Authentication:Jwt:Audience must be set: without it a token for any other application would be accepted.");
    }
}
