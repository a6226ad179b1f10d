using System.Diagnostics;
using System.Net;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TenantLLM.EndToEnd.Startup;

[Collection(QuietGroup.Name)]
public sealed class StartupTests(ITestOutputHelper output) : IDisposable
{
    // Five seconds are promised, of a machine with nothing else to do; this bound is for one that has much.
    private static readonly TimeSpan LongestFirstToken = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Standalone_OnAnEmptyFolder_SpeaksWithinSeconds()
    {
        var started = Stopwatch.StartNew();
        await using var server = await StandaloneServer.StartAsync(_folder.Root);
        var ready = started.Elapsed;
        using var client = server.TenantClient();
        using var response = await client.PostChatAsync(ChatCalls.StreamRequest("Count to 3."));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is { } line && !line.Contains("\"delta\":{\"content\"", StringComparison.Ordinal))
        {
        }

        output.WriteLine($"ready {ready.TotalMilliseconds:N0} ms, first token {started.ElapsedMilliseconds:N0} ms after the start of the process");
        Assert.InRange(started.Elapsed, TimeSpan.Zero, LongestFirstToken);
    }

    [Fact]
    public async Task Welcome_OfTheFirstStart_IsACommandThatWorks()
    {
        await using var server = await StandaloneServer.StartAsync(_folder.Root);
        var welcome = await server.Process.StandardOutput.WaitForAsync(new("curl (.|\n)*\"Count to 3\\.\"}]}'"), LongestFirstToken);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", welcome.Value]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var stream = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        // At the temperature of the command, what it says is not certain.
        Assert.NotEmpty(EventStream.Answer(stream).Text);
    }

    [Fact]
    public async Task Standalone_InProduction_CreatesNothing()
    {
        await using var server = StandaloneServer.Launch(_folder.Root, null, "--environment", "Production", "--Administration:Key", StandaloneServer.AdminKey);
        await server.WaitForHealthAsync();

        foreach (var key in new[] { null, "sk-wrong", "sk-proj-TEd1UQ1VfL8Z1PGc441NtPPqFWpwtWW144FcO1" })
        {
            using var client = server.Client(key);
            using var models = await client.GetAsync("/v1/models");
            using var chat = await client.PostChatAsync(ChatCalls.Request("Hi"));
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (models.StatusCode, chat.StatusCode));
        }

        Assert.Equal(0, await server.Process.StopAsync());
        Assert.DoesNotContain("sk-", server.Process.StandardOutput.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Project '", server.Process.StandardOutput.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
