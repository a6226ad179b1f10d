using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Headers;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Requests;

/// <summary>Asks a tenant whether a request of its may run.</summary>
internal static class TenantAdmission
{
    /// <summary>Nobody can tell when a request that runs will end.</summary>
    private static readonly TimeSpan ConcurrencyDelay = TimeSpan.FromSeconds(1);

    /// <returns>The request's reservation; null where it may not run, which is answered then.</returns>
    public static async Task<TenantReservation?> AdmitAsync(
        this HttpContext context, TenantGrains grains, Caller caller, AdmissionRequest request)
    {
        var tenant = grains.Of<ITenantGrain>(caller);
        var asked = request with { KeyId = caller.KeyId, InputTokens = context.EstimatedTokens() };
        var answer = await tenant.AdmitAsync(asked);
        context.Response.Headers.WriteRates(answer);
        if (answer.Outcome == Admission.Admitted)
            return new TenantReservation(tenant, asked.ResponseId);
        await context.Response.WriteErrorAsync(ErrorOf(answer, request.Model, caller.ProjectId));
        return null;
    }

    private static ApiError ErrorOf(AdmissionAnswer refusal, string model, string project)
    {
        var use = new RateLimitUse(refusal.Limit, refusal.Used, refusal.Requested, refusal.RetryAfter ?? ConcurrencyDelay);
        return refusal.Outcome switch
        {
            Admission.UnknownProject => new ApiError(401, "invalid_request_error", "The project of this API key does not exist any more.")
            {
                Code = "invalid_api_key",
            },
            Admission.ModelNotAllowed => ApiError.ModelNotAllowed(project, model),
            Admission.SpendLimit => ApiError.SpendLimitExceeded(),
            Admission.RequestsPerMinute => ApiError.RequestRateLimitReached(model, project, use),
            Admission.RequestsPerDay => ApiError.DailyRequestLimitReached(model, project, use),
            Admission.ConcurrentRequests => ApiError.ConcurrencyLimitReached(model, project, use),
            Admission.TokensPerMinute when refusal.RetryAfter is null =>
                ApiError.TooManyTokensAtOnce(model, project, refusal.Limit, refusal.Requested),
            Admission.TokensPerMinute => ApiError.TokenRateLimitReached(model, project, use),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Outcome, "not a refusal"),
        };
    }
}
