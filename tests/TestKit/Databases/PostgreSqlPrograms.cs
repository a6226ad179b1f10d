using System.Diagnostics;

namespace TenantLLM.TestKit.Databases;

/// <summary>The programs of an installed PostgreSQL.</summary>
internal static class PostgreSqlPrograms
{
    /// <summary>Names their folder; else it is the newest of Debian's.</summary>
    private const string Variable = "TENANTLLM_POSTGRESQL_BIN";

    private const string Debian = "/usr/lib/postgresql";

    /// <summary>Debian's packages make it. The server refuses to run as root.</summary>
    private const string User = "postgres";

    private static string? Folder { get; } = Environment.GetEnvironmentVariable(Variable)
        ?? (Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(version => Path.Combine(version, "bin")).Where(IsWhole).Max() : null);

    /// <summary>Why there is none; null where there is.</summary>
    public static string? Missing { get; } =
        Folder is null || !IsWhole(Folder) ? $"PostgreSQL is missing: install Debian's package postgresql, or name the folder of its programs with {Variable}"
        : IsRoot && !HasUser ? $"PostgreSQL does not run as root, and there is no user '{User}'"
        : null;

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    private static bool HasUser => File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{User}:", StringComparison.Ordinal));

    /// <summary>Starts a program in a folder that is its user's.</summary>
    public static Process Start(string program, string folder, params IEnumerable<string> arguments)
    {
        IEnumerable<string> command = [Path.Combine(Folder!, program), .. arguments];
        if (IsRoot)
            command = ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command];
        return Process.Start(new ProcessStartInfo(command.First(), command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Gives a folder and what is in it to the user that the programs run as.</summary>
    public static void GiveAway(string folder)
    {
        if (!IsRoot)
            return;
        using var chown = Process.Start("chown", ["-R", User, folder]);
        chown.WaitForExit();
    }

    private static bool IsWhole(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));
}
