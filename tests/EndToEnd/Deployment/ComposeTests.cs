using System.Text.RegularExpressions;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Deployment;

public sealed partial class ComposeTests : IDisposable
{
    /// <summary>Why a service has no health check: its image has no shell.</summary>
    private static readonly string[] WithoutShell = ["otel-collector", "tempo"];

    private readonly TemporaryFolder _folder = new();

    [ComposeFact]
    public async Task Services_AreTheWholeStack()
    {
        var services = await ComposeFile.ServicesAsync(_folder);
        Assert.Equal(
            ["api", "fetch-model", "grafana", "otel-collector", "postgres", "prometheus", "redis", "silo-1", "silo-2", "tempo"], services.Keys.Order());
    }

    [ComposeFact]
    public async Task Services_AreContainedAndPinned()
    {
        Assert.All(await ComposeFile.ServicesAsync(_folder), entry =>
        {
            var (name, service) = entry;
            Assert.True(service.IsOurs || Pinned().IsMatch(service.Image), $"{name}: '{service.Image}' is no exact version");
            Assert.True(service.IsOurs || service.Has("user"), $"{name} runs as root");
            Assert.Equal("True", service.Text("read_only"), ignoreCase: true);
            Assert.Equal(["ALL"], service.List("cap_drop"));
            Assert.Contains("no-new-privileges:true", service.List("security_opt"));
            Assert.False(service.Has("privileged"), $"{name} is privileged");
            Assert.True(service.Has("mem_limit") || name == "fetch-model", $"{name} may take all memory");
            Assert.True(service.Has("healthcheck") || WithoutShell.Contains(name) || name == "fetch-model", $"{name} is never checked");
            Assert.All(service.List("ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        });
        Assert.Contains("USER $APP_UID", await File.ReadAllTextAsync(Dockerfile.Path), StringComparison.Ordinal);
    }

    [ComposeFact]
    public async Task File_WithoutPasswords_IsRefusedWithTheNameOfOne()
    {
        var (code, _, error) = await ComposeFile.ConfigAsync(ComposeFile.Example);
        Assert.NotEqual(0, code);
        Assert.Contains("set it in .env; make up does", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_OfTheFile_AreThoseOfTheExample()
    {
        var used = Variable().Matches(File.ReadAllText(ComposeFile.Path)).Select(match => match.Groups["name"].Value).Distinct().Order();
        var listed = File.ReadLines(ComposeFile.Example).Where(line => line.Contains('=') && !line.StartsWith('#')).Select(line => line.Split('=')[0]).Order();
        Assert.Equal(listed, used);
    }

    [Fact]
    public void Defaults_OfTheFile_AreThoseOfTheExample()
    {
        var example = File.ReadLines(ComposeFile.Example).Where(line => line.Contains('=') && !line.StartsWith('#')).ToDictionary(line => line.Split('=')[0], line => line.Split('=', 2)[1]);
        Assert.All(
            Variable().Matches(File.ReadAllText(ComposeFile.Path)).Where(match => match.Groups["default"].Success),
            match => Assert.Equal(example[match.Groups["name"].Value], match.Groups["default"].Value));
    }

    [ComposeFact]
    public async Task Settings_OfOurServices_AreDocumented()
    {
        var documents = await File.ReadAllTextAsync(Workspace.InRepository("README.md")) + await File.ReadAllTextAsync(Workspace.InRepository("docs", "operations.md"));
        var keys = (await ComposeFile.ServicesAsync(_folder)).Values.SelectMany(service => service.EnvironmentKeys)
            .Where(key => key.Contains("__", StringComparison.Ordinal) && !key.StartsWith("Models__", StringComparison.Ordinal)).Distinct();
        Assert.All(keys, key => Assert.Contains(Index().Replace(key.Replace("__", ":", StringComparison.Ordinal), ":<n>:"), documents, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_ThatAreMounted_AreThere() => Assert.All(
        Mount().Matches(File.ReadAllText(ComposeFile.Path)).Select(match => match.Groups["path"].Value),
        path => Assert.True(Path.Exists(Workspace.InRepository(path)), $"{path} is not there"));

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"^[\w./-]+:v?\d+\.\d+\.?\d*[\w.-]*$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>\w+)(:-(?<default>[^}]*)|:\?[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@":\d+:")]
    private static partial Regex Index();

    [GeneratedRegex(@"\./(?<path>[\w./-]+):")]
    private static partial Regex Mount();
}
