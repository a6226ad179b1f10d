using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Documentation;

/// <summary>The walk-through of <c>docs/operations.md</c>, as a reader would follow it.</summary>
public sealed partial class WalkThroughTests : IDisposable
{
    private const string DocumentedUrl = "http://localhost:8080";

    private readonly TemporaryFolder _folder = new();

    [ShellFact]
    public async Task WalkThrough_OfAProject_PrintsWhatThePageSays()
    {
        var section = DocumentedSection.Read("docs/operations.md", "A project from its first key to its end");
        var settings = Assert.Single(section.Scripts).Split(" -- ")[1]
            .Replace("models/demo/demo.gguf", Workspace.InRepository("models", "demo", "demo.gguf"), StringComparison.Ordinal)
            .Split([' ', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries);
        await using var server = await StandaloneServer.StartAsync(_folder.Root, settings);
        string[] commands =
        [
            .. section.Commands.Select(command => command.Text.Replace(DocumentedUrl, server.Url, StringComparison.Ordinal)),
            "echo $KEY",
        ];

        var printed = await ShellSession.RunAsync(
            commands, _folder.Root, new Dictionary<string, string> { ["ADMIN_KEY"] = StandaloneServer.AdminKey });

        Assert.Equal(commands.Length, printed.Count);
        Assert.Matches(StandaloneServer.KeyPattern(), printed[^1]);
        TestSecrets.AddCredential(printed[^1]);
        Assert.All(section.Commands.Zip(printed), command =>
            Assert.Equal($"$ {command.First.Text}\n{Masked(command.First.Output)}", $"$ {command.First.Text}\n{Masked(command.Second)}"));
        Assert.InRange(section.Commands.Count, 15, int.MaxValue);
    }

    public void Dispose() => _folder.Dispose();

    private static string Masked(string output) => Changing().Replace(output, "…");

    /// <summary>Ids, times, waits and what is shown of keys.</summary>
    [GeneratedRegex(@"(?<=\b(proj|key|svc_acct)_)\w+|\b\d{10}\b|(?<=sk-proj-\*+)\w{4}|(?<=try again in )\w+")]
    private static partial Regex Changing();
}
