using System.Diagnostics;
using TenantLLM.TestKit;
using Xunit;
using YamlDotNet.Serialization;

namespace TenantLLM.EndToEnd.Deployment;

/// <summary><c>docker-compose.yml</c> as Debian's docker-compose reads it, which checks it against the compose specification's schema.</summary>
internal static class ComposeFile
{
    public static string Path { get; } = Workspace.InRepository("docker-compose.yml");

    public static string Example { get; } = Workspace.InRepository(".env.example");

    /// <returns>Its exit code, and what it printed.</returns>
    public static async Task<(int Code, string Output, string Error)> ConfigAsync(string environmentFile)
    {
        using var compose = Process.Start(new ProcessStartInfo("docker-compose", ["--env-file", environmentFile, "--file", Path, "config"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (compose.StandardOutput.ReadToEndAsync(), compose.StandardError.ReadToEndAsync());
        await compose.WaitForExitAsync();
        return (compose.ExitCode, await output, await error);
    }

    /// <summary>The services, all anchors and variables filled in.</summary>
    public static async Task<IReadOnlyDictionary<string, Service>> ServicesAsync(TemporaryFolder folder)
    {
        var environment = folder.File("filled.env");
        await File.WriteAllLinesAsync(environment, File.ReadLines(Example).Select(line => line.EndsWith("PASSWORD=", StringComparison.Ordinal) ? $"{line}x" : line));
        var (code, output, error) = await ConfigAsync(environment);
        Assert.True(code == 0, error);
        var document = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(output);
        return ((Dictionary<object, object>)document["services"]).ToDictionary(entry => (string)entry.Key, entry => new Service((Dictionary<object, object>)entry.Value));
    }
}

/// <summary>A service of the file.</summary>
internal sealed class Service(Dictionary<object, object> values)
{
    public string Image => (string)values["image"];

    public bool IsOurs => Image.StartsWith("tenantllm/", StringComparison.Ordinal);

    public string? Text(string key) => values.GetValueOrDefault(key) as string;

    public bool Has(string key) => values.ContainsKey(key);

    public IReadOnlyList<string> List(string key) =>
        values.GetValueOrDefault(key) is List<object> items ? [.. items.Select(item => $"{item}")] : [];

    public IEnumerable<string> EnvironmentKeys =>
        values.GetValueOrDefault("environment") is Dictionary<object, object> environment ? environment.Keys.Select(key => (string)key) : [];
}

/// <summary>A test that needs docker-compose; it skips, saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute() => Skip = Servers.ClusterFactAttribute.IsInstalled("docker-compose")
        ? null
        : "docker-compose is missing: install Debian's package docker-compose (make test does, as root)";
}
