using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Administration;

public sealed partial class FirstAdminKeyTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Model = ["--Models:0:Path", Workspace.InRepository("models", "demo", "demo.gguf")];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task FirstStart_WithoutAConfiguredKey_PrintsOneOnce()
    {
        string key;
        await using (var server = StandaloneServer.Launch(_folder.Root, null, Model))
        {
            key = (await server.Process.StandardOutput.WaitForAsync(AdminKey(), Patience)).Value;
            await AssertAdministersAsync(server, key);
            Assert.Equal(0, await server.Process.StopAsync());
        }

        await using var again = StandaloneServer.Launch(_folder.Root, null, Model);
        await again.WaitForHealthAsync();
        await AssertAdministersAsync(again, key);
        Assert.DoesNotMatch(AdminKey(), again.Process.StandardOutput.Text);
    }

    [Theory]
    [InlineData("sk-admin-TestsOfTenantLLMUseThisAdminKey03bBIIf")]
    [InlineData("sk-proj-TEd1UQ1VfL8Z1PGc441NtPPqFWpwtWW144FcO1")]
    [InlineData("secret")]
    public async Task Configuration_OfAKeyThatIsNone_KeepsTheServerFromStarting(string key)
    {
        await using var server = StandaloneServer.Launch(_folder.Root, null, "--Administration:Key", key);
        var line = await server.Process.StandardError.WaitForAsync(new Regex("TenantLLM cannot start: .*"), Patience);
        Assert.Contains("Administration:Key is no admin key", line.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(key, line.Value, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertAdministersAsync(StandaloneServer server, string key)
    {
        using var client = server.Client(key);
        await client.CallAsync(HttpMethod.Get, $"{KeyCalls.Organization}/projects");
    }

    [GeneratedRegex("sk-admin-[0-9A-Za-z]{38}")]
    private static partial Regex AdminKey();
}
