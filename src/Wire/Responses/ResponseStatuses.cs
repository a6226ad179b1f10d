namespace TenantLLM.Wire.Responses;

/// <summary>Where a response stands.</summary>
public static class ResponseStatuses
{
    /// <summary>A background response that has not begun.</summary>
    public const string Queued = "queued";
    public const string InProgress = "in_progress";
    public const string Completed = "completed";

    /// <summary>It ended before its end: see <see cref="IncompleteDetails"/>.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>See <see cref="ResponseError"/>.</summary>
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
