using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using TenantLLM.Api.Errors;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Authentication;

/// <summary>Authenticates <c>Authorization: Bearer sk-…</c>: keys of projects and admin keys.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeyDirectory keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Health must answer when the cluster does not, whatever key the prober sends.
        if (Bearer.Of(Request) is not { } bearer || Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return AuthenticateResult.NoResult();

        // A mistyped key fails its checksum here and costs no look-up.
        if (!ApiKeySecret.TryParse(bearer, out var secret) || await keys.FindAsync(secret) is not { } principal)
            return AuthenticateResult.Fail("The API key is not valid.");
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var key = Bearer.Of(Request) ?? "";
        return Response.WriteErrorAsync(key.Length == 0 ? ApiError.MissingApiKey() : ApiError.InvalidApiKey(key));
    }
}
