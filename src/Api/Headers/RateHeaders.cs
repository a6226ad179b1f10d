using System.Globalization;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Headers;

/// <summary>OpenAI's <c>x-ratelimit-*</c>: of what is limited, how much is left.</summary>
internal static class RateHeaders
{
    public static void WriteRates(this IHeaderDictionary headers, AdmissionAnswer answer)
    {
        Write(headers, "requests", answer.Requests);
        Write(headers, "tokens", answer.Tokens);
    }

    private static void Write(IHeaderDictionary headers, string what, RateState? rate)
    {
        if (rate is null)
            return;
        headers[$"x-ratelimit-limit-{what}"] = rate.Limit.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = rate.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = WireDuration.Format(rate.Reset);
    }
}
