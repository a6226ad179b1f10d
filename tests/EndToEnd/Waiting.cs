namespace TenantLLM.EndToEnd;

/// <summary>Waits that end, and say for what.</summary>
internal static class Waiting
{
    /// <summary>Waits for a task that a test cannot go on without.</summary>
    public static async Task WithinAsync(this Task task, TimeSpan patience, string what)
    {
        try
        {
            await task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Never happened within {patience}: {what}.");
        }
    }
}
