using System.Net;
using System.Net.Sockets;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Startup;

public sealed class StartupFailureTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("there is no file 'missing.gguf'", "--Models:0:Path", "missing.gguf")]
    [InlineData("notes.gguf is not a GGUF file", "--Models:0:Path", "notes.gguf")]
    [InlineData("backend 'Foo' is not in this build", "--Models:0:Backend", "Foo")]
    [InlineData("Compute 'int7' is not supported", "--Models:0:Compute", "int7")]
    [InlineData("Context is 2000; the model was made for 1024 tokens", "--Models:0:Context", "2000")]
    [InlineData("backend 'Upstream' asks a server. Set Models:<n>:Url", "--Models:0:Backend", "Upstream")]
    [InlineData("Models:0:Path must name a GGUF file", "--Models:0:Path", "")]
    [InlineData("Models:0:Context is 'many': it must be a whole number", "--Models:0:Context", "many")]
    [InlineData("Models:0:Contxt is no setting of a model", "--Models:0:Contxt", "1")]
    [InlineData("ModelDirectory: there is no folder 'nowhere'", "--ModelDirectory", "nowhere")]
    [InlineData("Storage:Provider must be 'Sqlite'", "--Storage:Provider", "Oracle")]
    [InlineData("Storage:Path: the database 'notes.gguf/data.db' cannot be opened", "--Storage:Path", "notes.gguf/data.db")]
    [InlineData("Storage:Path: the database 'notes.gguf' cannot be opened", "--Storage:Path", "notes.gguf")]
    [InlineData("Api:MaxRequestBodyBytes must be 1024 to 1073741824. It is '0'.", "--Api:MaxRequestBodyBytes", "0")]
    [InlineData("Cluster:SiloPort is 'here': it must be a whole number", "--Cluster:SiloPort", "here")]
    [InlineData("Operator:Urls is 'localhost', which is no address: it must be like 'http://127.0.0.1:9464'", "--Operator:Urls", "localhost")]
    [InlineData("Operator:Urls is 'https://127.0.0.1:1', which is no address", "--Operator:Urls", "https://127.0.0.1:1")]
    [InlineData("Scheduler:QueueLimit", "--Scheduler:QueueLimit", "many")]
    [InlineData("Models:<n>:Parallel must be 1 to 1024. Models:0:Parallel is '0'.", "--Models:0:Parallel", "0")]
    public async Task Standalone_MisconfiguredSo_SaysItInOneLine(string message, string key, string value)
    {
        await File.WriteAllTextAsync(_folder.File("notes.gguf"), "These are notes, not a model and not a database.");
        await using var server = StandaloneServer.Launch(_folder.Root, null, key, value);

        await AssertSaysAsync(server.Process, message);
    }

    [Fact]
    public async Task Standalone_OnAPortInUse_SaysItInOneLine()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var port = ((IPEndPoint)occupant.LocalEndpoint).Port;
        await using var server = ServerProcess.Start("Standalone", _folder.Root, ["--Urls", $"http://127.0.0.1:{port}"]);

        await AssertSaysAsync(server, $"127.0.0.1:{port}");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task AssertSaysAsync(ServerProcess server, string message)
    {
        Assert.Equal(1, await server.ExitCodeAsync(Patience));
        var line = Assert.Single(server.StandardError.Text.Split('\n'));
        Assert.StartsWith("TenantLLM cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Tail, StringComparison.Ordinal);
    }
}
