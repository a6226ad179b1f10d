using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Errors;

/// <summary>What is answered while the cluster or its engines cannot take the request: try again soon.</summary>
internal static class Busy
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static ApiError Error => ApiError.Overloaded(RetryAfter);
}
