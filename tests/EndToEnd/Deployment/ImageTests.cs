using System.Diagnostics;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Deployment;

/// <summary>What the images are built of. There is no Docker engine here: the build stage's steps are run as commands in a folder that has what
/// they copy, without LLamaSharp, whose package is not on every feed.</summary>
public sealed class ImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task BuildStage_RunAsCommands_PublishesBothPrograms()
    {
        var (source, app) = (Directory.CreateDirectory(_folder.File("source")).FullName, _folder.File("app"));
        var stage = Dockerfile.ReadBuildStage();
        foreach (var (from, to) in stage.Copies)
            Array.ForEach(from, item => Copy(Workspace.InRepository(item.TrimEnd('/')), Path.Combine(source, to == "./" ? item : to.TrimEnd('/')), isFolder: item.EndsWith('/')));

        foreach (var command in stage.Commands)
            await RunAsync(command.Replace("/app/", $"{app}/", StringComparison.Ordinal), source);

        Assert.Contains(await File.ReadAllLinesAsync(Dockerfile.Path), line => line == "ENTRYPOINT [\"dotnet\", \"TenantLLM.Silo.dll\"]");
        Assert.True(File.Exists(Path.Combine(app, "silo", "TenantLLM.Silo.dll")));
        Assert.True(File.Exists(Path.Combine(app, "api", "TenantLLM.Api.dll")));
        await RunAsync($"dotnet {app}/silo/TenantLLM.Silo.dll --Models:0:Path missing.gguf 2>&1 | grep -q \"there is no file 'missing.gguf'\"", _folder.Root);
        await RunAsync($"dotnet {app}/api/TenantLLM.Api.dll --Operator:Urls nowhere 2>&1 | grep -q \"Operator:Urls is 'nowhere'\"", _folder.Root);
    }

    public void Dispose() => _folder.Dispose();

    private static void Copy(string from, string to, bool isFolder)
    {
        if (!isFolder)
        {
            // A file goes into a folder that is named.
            var file = Directory.Exists(to) || !Path.HasExtension(to) && !to.EndsWith(".editorconfig", StringComparison.Ordinal) ? Path.Combine(to, Path.GetFileName(from)) : to;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(from, file);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !IsBuilt(Path.GetRelativePath(from, file))))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("bin") || parts.Contains("obj"));

    private static async Task RunAsync(string command, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LLAMASHARP"] = "false", ["LLAMASHARP_NATIVES"] = "", ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{command}\n{await output}\n{await error}");
    }
}
