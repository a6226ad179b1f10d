using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Endpoints.Chat;

/// <summary>A tenant's refusals in OpenAI's words.</summary>
internal static class AdmissionErrors
{
    public static ApiError Of(Admission refusal) => refusal switch
    {
        Admission.UnknownProject => new ApiError(401, "invalid_request_error", "The project of this API key does not exist any more.")
        {
            Code = "invalid_api_key",
        },
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "not a refusal"),
    };
}
