using System.Diagnostics;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Persistence;

/// <summary>A test that mounts a small file system in memory; it skips where that is not permitted.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly bool IsPermitted = Try();

    public TmpfsFactAttribute() => Skip = IsPermitted ? null : "a file system in memory cannot be mounted: that needs root's rights";

    public static bool Mount(string folder, string options) => Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder);

    public static bool Unmount(string folder) => Run("umount", "--lazy", folder);

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryFolder();
        return Mount(folder.Root, "size=64k") && Unmount(folder.Root);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
