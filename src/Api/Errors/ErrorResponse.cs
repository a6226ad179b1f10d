using TenantLLM.Api.Responses;
using TenantLLM.Api.Telemetry;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Json;

namespace TenantLLM.Api.Errors;

/// <summary>Answers with an error: the one place that does.</summary>
internal static class ErrorResponse
{
    /// <summary>Writes the envelope with the error's status and headers.</summary>
    public static Task WriteErrorAsync(this HttpResponse response, ApiError error)
    {
        response.StatusCode = error.Status;
        response.HttpContext.Record().Error = error.Code ?? error.Type;
        foreach (var (name, value) in error.Headers)
            response.Headers[name] = value;
        return response.WriteBodyAsync(error.Envelope, WireJson.Bodies.ErrorEnvelope);
    }
}
