using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults;

public static class StartupExtensions
{
    /// <summary>Runs a host until it is told to stop. What keeps it from starting is said in one line, not in a stack trace.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunOrExplainAsync(this IHost host)
    {
        await using var services = (IAsyncDisposable)host;
        try
        {
            await host.StartAsync();
        }
#pragma warning disable CA1031 // The process's outermost boundary.
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"TenantLLM cannot start: {exception.Message}");
            return 1;
        }
#pragma warning restore CA1031

        await host.WaitForShutdownAsync();
        return 0;
    }
}
