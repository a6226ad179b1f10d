using System.Text.RegularExpressions;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A Standalone with two projects.</summary>
internal static partial class TwoTenants
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts it for the first time in a folder.</summary>
    /// <returns>The server and a key of each project.</returns>
    public static async Task<(StandaloneServer Server, string One, string Two)> StartAsync(TemporaryFolder folder)
    {
        var server = await StandaloneServer.StartAsync(folder.Root, "--Projects:0:Name", "one", "--Projects:1:Name", "two");
        try
        {
            var keys = await server.Process.StandardOutput.WaitForAsync(TwoKeys(), Patience);
            return (server, keys.Groups[1].Value, keys.Groups[2].Value);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Each key is printed more than once.</summary>
    [GeneratedRegex("(sk-proj-[0-9A-Za-z]{38})[\\s\\S]*?(?!\\1)(sk-proj-[0-9A-Za-z]{38})")]
    private static partial Regex TwoKeys();
}
