namespace TenantLLM.Wire.Errors;

/// <summary>A rate limit that a request ran into.</summary>
/// <param name="Limit">What a minute allows.</param>
/// <param name="Used">What is used of it.</param>
/// <param name="Requested">What the request needs.</param>
/// <param name="RetryAfter">When the request would fit.</param>
public readonly record struct RateLimitUse(long Limit, long Used, long Requested, TimeSpan RetryAfter);
