using TenantLLM.Api.Authentication;
using TenantLLM.Api.Errors;
using TenantLLM.Api.Isolation;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Requests;

/// <summary>Asks a tenant whether a request of its may run.</summary>
internal static class TenantAdmission
{
    /// <returns>False where it may not, which is answered then.</returns>
    public static async Task<bool> AdmitAsync(this HttpContext context, TenantGrains grains, Caller caller, string model)
    {
        var admission = await grains.Of<ITenantGrain>(caller).AdmitAsync(new AdmissionRequest(model));
        if (admission == Admission.Admitted)
            return true;
        await context.Response.WriteErrorAsync(ErrorOf(admission));
        return false;
    }

    private static ApiError ErrorOf(Admission refusal) => refusal switch
    {
        Admission.UnknownProject => new ApiError(401, "invalid_request_error", "The project of this API key does not exist any more.")
        {
            Code = "invalid_api_key",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "not a refusal"),
    };
}
