using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Headers;
using TenantLLM.Api.Isolation;
using TenantLLM.Api.Leases;
using TenantLLM.Api.Telemetry;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Requests;

/// <summary>Finds out whether a request may run: from a lease of its tenant's limits that this node has, or by asking the tenant.</summary>
internal sealed class TenantAdmission(TenantGrains grains, TenantLeases leases)
{
    /// <summary>Nobody can tell when a request that runs will end.</summary>
    private static readonly TimeSpan ConcurrencyDelay = TimeSpan.FromSeconds(1);

    /// <returns>The request's reservation; null where it may not run, which is answered then.</returns>
    public async Task<TenantReservation?> AdmitAsync(HttpContext context, Caller caller, AdmissionRequest request)
    {
        var asked = request with { KeyId = caller.KeyId, InputTokens = context.EstimatedTokens() };
        var lease = request.OutlivesItsRequest ? null : leases.Find(caller.ProjectId, asked);
        if (lease?.TryAdmit(asked) is { } reservation)
        {
            context.Response.Headers.WriteRates(lease.Answer);
            return reservation;
        }

        var tenant = grains.Of<ITenantGrain>(caller);
        asked = asked with { RecentlyLeased = request.OutlivesItsRequest ? null : lease?.Recent ?? 0 };
        var answer = await AskAsync(tenant, asked);
        context.Response.Headers.WriteRates(answer.Lease is null ? answer : leases.Add(caller.ProjectId, asked, answer).Answer);
        if (answer.Outcome == Admission.Admitted)
            return new GrainReservation(grains, tenant, asked.ResponseId);
        context.Record().Refused(answer.Outcome);
        await context.Response.WriteErrorAsync(ErrorOf(answer, request.Model, caller.ProjectId));
        return null;
    }

    private async Task<AdmissionAnswer> AskAsync(ITenantGrain tenant, AdmissionRequest asked)
    {
        try
        {
            return await grains.AskAsync(() => tenant.AdmitAsync(asked));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // It may have been admitted, and nobody told.
            _ = new GrainReservation(grains, tenant, asked.ResponseId).DisposeAsync().AsTask();
            throw;
        }
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
