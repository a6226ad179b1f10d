using System.Data.Common;

namespace TenantLLM.EndToEnd.Servers.Secrets;

/// <summary>The secrets in a server's settings, which their names tell.</summary>
internal static class ConfiguredSecrets
{
    private static readonly string[] Names = ["Key", "Secret", "Password"];

    /// <param name="arguments">A command line.</param>
    public static void Add(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index + 1 < arguments.Count; index++)
            Add(arguments[index], arguments[index + 1]);
    }

    /// <param name="name">Of a setting or a variable.</param>
    public static void Add(string name, string value)
    {
        if (name.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase))
            AddPassword(value);
        else if (Names.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            TestSecrets.AddCredential(value);
    }

    private static void AddPassword(string connection)
    {
        try
        {
            if (new DbConnectionStringBuilder { ConnectionString = connection }.TryGetValue("Password", out var password))
                TestSecrets.AddCredential((string)password);
        }
        catch (ArgumentException)
        {
            // Some tests begin a server with what is none.
        }
    }
}
