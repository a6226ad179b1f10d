namespace TenantLLM.Grains.Models;

/// <summary>How long a model that failed to load is left alone: twice as long after each failure, to a limit.</summary>
internal static class LoadBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <param name="failures">In a row, from 1.</param>
    public static TimeSpan After(int failures) => TimeSpan.FromTicks(
        Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 10)));
}
