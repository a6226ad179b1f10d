using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace TenantLLM.ServiceDefaults;

public static class Startup
{
    private static IConfiguration? _configuration;

    /// <summary>What the process is being built with: a setting may be found wrong before there is a host.</summary>
    internal static void Know(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Builds a host and runs it until it is told to stop. What keeps it from starting is said in one line, not in a
    /// stack trace.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunOrExplainAsync(Func<IHost> build)
    {
        IHost host;
        try
        {
            host = build();
            await host.StartAsync();
        }
#pragma warning disable CA1031 // The process's outermost boundary.
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"TenantLLM cannot start: {ConfigurationFaults.Explain(exception, _configuration)}");
            return 1;
        }
#pragma warning restore CA1031

        using (host)
            await host.WaitForShutdownAsync();
        return 0;
    }
}
