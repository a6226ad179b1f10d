using System.Diagnostics;
using System.Security.Cryptography;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Deployment;

public sealed class FetchModelTests : IDisposable
{
    private const string Name = "model.gguf";

    private readonly TemporaryFolder _folder = new();
    private readonly FileHost _host = new([.. "GGUF"u8, .. RandomNumberGenerator.GetBytes(3_000_000)]);

    [CurlFact]
    public async Task Fetch_FileThatIsNotThere_FetchesItWithProgressAndTellsItsSum()
    {
        _host.Pause = TimeSpan.FromMilliseconds(1500);
        var (code, output, _) = await FetchAsync();

        Assert.Equal(0, code);
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(_folder.File(Name)));
        Assert.Contains(" MiB", output, StringComparison.Ordinal);
        Assert.Contains($"MODEL_SHA256={Sum(_host.Content)} pins it", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File($"{Name}.part")));
    }

    [CurlFact]
    public async Task Fetch_FileThatIsThere_AsksNobody()
    {
        await File.WriteAllTextAsync(_folder.File(Name), "GGUF");
        Assert.Contains("nothing is fetched", (await FetchAsync()).Output, StringComparison.Ordinal);
        Assert.Empty(_host.Ranges);
    }

    [CurlFact]
    public async Task Fetch_FileThatWasCutOff_GoesOnWithIt()
    {
        await File.WriteAllBytesAsync(_folder.File($"{Name}.part"), _host.Content[..1_000_000]);
        var (code, _, error) = await FetchAsync(Sum(_host.Content));

        Assert.True(code == 0, error);
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(_folder.File(Name)));
        Assert.Equal(["bytes=1000000-"], _host.Ranges);
    }

    [CurlFact]
    public async Task Fetch_ServerThatCutsTheFirstAnswer_IsAskedAgain()
    {
        _host.CutFirst = true;
        var (code, _, error) = await FetchAsync(Sum(_host.Content));

        Assert.True(code == 0, error);
        Assert.Equal(_host.Content, await File.ReadAllBytesAsync(_folder.File(Name)));
        Assert.True(_host.Ranges.Count > 1);
    }

    [CurlFact]
    public async Task Fetch_FileWithAnotherSum_ThrowsItAwayAndSaysSo()
    {
        var (code, _, error) = await FetchAsync(new string('0', 64));

        Assert.Equal(1, code);
        Assert.Contains($"The file has the SHA-256 {Sum(_host.Content)}, and MODEL_SHA256 says 0000", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    [CurlFact]
    public async Task Fetch_PageInThePlaceOfAFile_ThrowsItAwayAndSaysSo()
    {
        _host.Content = "<html>"u8.ToArray();
        var (code, _, error) = await FetchAsync();

        Assert.Equal(1, code);
        Assert.Contains("is no GGUF file. MODEL_URL must be the file itself", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Root));
    }

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private async Task<(int Code, string Output, string Error)> FetchAsync(string sum = "")
    {
        using var script = Process.Start(new ProcessStartInfo(Workspace.InRepository("deploy", "fetch-model.sh"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["MODEL_URL"] = _host.Url,
                ["MODEL_FILE"] = Name,
                ["MODEL_SHA256"] = sum,
                ["MODEL_FOLDER"] = _folder.Root,
                ["PROGRESS_SECONDS"] = "1",
            },
        })!;
        var (output, error) = (script.StandardOutput.ReadToEndAsync(), script.StandardError.ReadToEndAsync());
        await script.WaitForExitAsync();
        return (script.ExitCode, await output, await error);
    }

    /// <summary>A test that needs curl; it skips, saying so, where there is none.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CurlFactAttribute : FactAttribute
    {
        public CurlFactAttribute() => Skip = Servers.ClusterFactAttribute.IsInstalled("curl")
            ? null
            : "curl is missing: install Debian's package curl (make test does, as root)";
    }
}
