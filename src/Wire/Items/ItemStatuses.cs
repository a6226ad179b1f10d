namespace TenantLLM.Wire.Items;

/// <summary>Where an item stands.</summary>
public static class ItemStatuses
{
    public const string InProgress = "in_progress";
    public const string Completed = "completed";

    /// <summary>It was cut off: by a limit, a cancellation or a failure.</summary>
    public const string Incomplete = "incomplete";

    internal static IReadOnlyList<string> All { get; } = [InProgress, Completed, Incomplete];
}
