using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TenantLLM.Wire.Errors;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Admin;

/// <summary>The body of <c>POST …/rate_limits/{rate_limit_id}</c>, checked. What is null stays.</summary>
public sealed record UpdateRateLimitRequest(long? RequestsPerMinute, long? RequestsPerDay, long? TokensPerMinute)
{
    /// <summary>Reads a body. Whatever its bytes are, the outcome is a request or an error to answer with; nothing throws.</summary>
    public static bool TryRead(
        in ReadOnlySequence<byte> body,
        [NotNullWhen(true)] out UpdateRateLimitRequest? request,
        [NotNullWhen(false)] out ApiError? error)
    {
        request = JsonBody.Read(body, Read, out error);
        return request is not null;
    }

    private static UpdateRateLimitRequest Read(ObjectReader fields)
    {
        var request = new UpdateRateLimitRequest(
            Limit(fields, "max_requests_per_1_minute"), Limit(fields, "max_requests_per_1_day"), Limit(fields, "max_tokens_per_1_minute"));
        fields.Unsupported("max_images_per_1_minute");
        fields.Unsupported("max_audio_megabytes_per_1_minute");
        fields.Unsupported("batch_1_day_max_input_tokens");
        fields.RefuseUnknown(namesOne: true);
        return request;
    }

    private static long? Limit(ObjectReader fields, string name) => fields.Integer(name, 1, AdminLimits.LargestRate);
}
