using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TenantLLM.Api.Errors;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Authentication;

/// <summary>Authenticates <c>Authorization: Bearer</c> with a token of the configured identity provider.</summary>
internal static partial class JwtAuthentication
{
    public const string SchemeName = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>Which OpenID Connect has.</summary>
    private const string EmailClaim = "email";

    /// <summary>Signatures by the provider's private key alone: with a shared secret whoever knows the public key could sign.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static AuthenticationBuilder AddJwt(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddOptions<JwtOptions>().BindConfiguration(JwtOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        authentication.Services.AddOptions<JwtBearerOptions>(SchemeName).Configure<IOptions<JwtOptions>>((bearer, jwt) => Configure(bearer, jwt.Value));
        return authentication.AddJwtBearer();
    }

    private static void Configure(JwtBearerOptions bearer, JwtOptions options)
    {
        if (!options.IsOn)
            return;
        bearer.Authority = options.Authority;
        bearer.RequireHttpsMetadata = options.RequireHttps;
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = options.Audience,
            ValidIssuer = options.Issuer.Length > 0 ? options.Issuer : null,
            ValidAlgorithms = Algorithms,
            ClockSkew = options.ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,

            // A token says by its kid which key signed it; another's signature is none.
            TryAllIssuerSigningKeys = false,
        };
        bearer.Events = new JwtBearerEvents
        {
            OnMessageReceived = PrepareAsync,
            OnTokenValidated = context => TakeCallerAsync(context, options),
            OnChallenge = ChallengeAsync,
        };
    }

    private static async Task PrepareAsync(MessageReceivedContext context)
    {
        // Health must answer when the provider does not.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            context.NoResult();
            return;
        }

        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException exception)
        {
            // A token that cannot be checked is not a token that is wrong.
            var log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(JwtAuthentication));
            LogProviderUnreachable(log, exception);
            context.HttpContext.Features.Set(new UncheckedToken());
            context.Fail("The identity provider cannot be reached.");
        }
    }

    private static async Task TakeCallerAsync(TokenValidatedContext context, JwtOptions options)
    {
        var token = context.Principal!;
        var isAdministrator = token.HasClaim(options.RoleClaim, options.AdminRole);
        var project = token.FindFirst(options.ProjectClaim)?.Value is { Length: > 0 } named ? named : null;
        if (project is null ? !isAdministrator : project.Contains('/', StringComparison.Ordinal))
            context.Fail($"The token has no claim '{options.ProjectClaim}' that names a project.");
        else if (token.FindFirst(options.UserClaim)?.Value is not { Length: > 0 } user)
            context.Fail($"The token has no claim '{options.UserClaim}'.");
        else if (project is not null && await context.HttpContext.RequestServices.GetRequiredService<ArchivedProjects>().ContainAsync(project))
            context.Fail("The token's project is archived.");
        else
            context.Principal = Caller.PrincipalOf(
                project, user, isAdministrator ? AdminCaller.ClaimsOf(user, token.FindFirst(EmailClaim)?.Value) : [], SchemeName);
    }

    private static Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        if (http.Features.Get<UncheckedToken>() is not null)
            return context.Response.WriteErrorAsync(Busy.Error);
        var delay = http.RequestServices.GetRequiredService<FailureLimits>().DelayOf(http.Connection.RemoteIpAddress);
        return context.Response.WriteErrorAsync(delay is { } wait ? ApiError.TooManyFailures(wait) : ApiError.InvalidToken());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An access token could not be checked: the identity provider cannot be reached")]
    private static partial void LogProviderUnreachable(ILogger log, Exception exception);

    /// <summary>Marks a request whose token nobody could check.</summary>
    private sealed class UncheckedToken;
}
