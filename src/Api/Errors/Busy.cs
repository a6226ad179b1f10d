using TenantLLM.Wire.Errors;

namespace TenantLLM.Api.Errors;

/// <summary>What is answered while the cluster or its engines cannot take the request: try again soon.</summary>
internal static class Busy
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static ApiError Error => After(null);

    /// <param name="delay">When another try is worth it; null: nobody can tell.</param>
    public static ApiError After(TimeSpan? delay) => ApiError.Overloaded(delay ?? RetryAfter);

    /// <summary>The database cannot be used now.</summary>
    public static ApiError StorageUnavailable => ApiError.StorageUnavailable(RetryAfter);

    /// <summary>One model cannot take the request, whatever the load.</summary>
    /// <inheritdoc cref="After"/>
    public static ApiError ModelUnavailable(string model, TimeSpan? delay) => ApiError.ModelUnavailable(model, delay ?? RetryAfter);
}
