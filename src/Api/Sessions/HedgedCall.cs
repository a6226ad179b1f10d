namespace TenantLLM.Api.Sessions;

/// <summary>A call that a dead silo may have taken with it. Orleans' client does not end the calls that went through a gateway that is gone:
/// each would wait for half a minute.</summary>
internal static class HedgedCall
{
    /// <summary>Makes a call again that was lost, or has no answer after a while, and takes the first answer.</summary>
    /// <param name="call">One that may be made twice: it changes nothing, or knows that it was made.</param>
    /// <param name="silence">How long the first is waited for alone; the second, twice as long, and so on.</param>
    /// <param name="clock">The clock.</param>
    public static async Task<TAnswer> AskAsync<TAnswer>(Func<Task<TAnswer>> call, TimeSpan silence, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var pending = new List<Task<TAnswer>> { call() };
        while (true)
        {
            var answer = await FirstAsync(pending, silence, clock);
            var isOver = clock.GetElapsedTime(started) > LostSilo.Patience;
            if (answer is not null)
            {
                pending.Remove(answer);
                if (answer.Exception?.InnerException is not (TimeoutException or OrleansException) || (isOver && pending.Count == 0))
                    return await answer;
                await Task.Delay(LostSilo.Pause, clock);
            }
            else
            {
                silence *= 2;
            }

            if (!isOver)
                pending.Add(call());
        }
    }

    /// <returns>The first that ends; null: none does in time.</returns>
    private static async Task<Task<TAnswer>?> FirstAsync<TAnswer>(List<Task<TAnswer>> pending, TimeSpan silence, TimeProvider clock)
    {
        try
        {
            return await Task.WhenAny(pending).WaitAsync(silence, clock);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
