namespace TenantLLM.EndToEnd;

/// <summary>Waits that end, and say for what.</summary>
internal static class Waiting
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

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

    /// <summary>Asks again and again until something is so.</summary>
    public static Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, string what) => UntilAsync(isSo, patience, () => what);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, Func<string> what)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (!await isSo())
        {
            if (timeout.IsCancellationRequested)
                throw new TimeoutException($"Never happened within {patience}: {what()}.");
            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }
}
