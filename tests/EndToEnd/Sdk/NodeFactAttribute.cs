using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>A test that needs Node.js and the npm packages of a folder; it skips, naming what is missing and how to get it.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    /// <summary>Scripts that judge, with the official package.</summary>
    public const string Scripts = "tests/EndToEnd/JavaScript";

    /// <summary>Programs that show how clients are used.</summary>
    public const string Samples = "samples/javascript";

    private static readonly bool HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));

    /// <param name="folder">Where the packages are, in the repository.</param>
    public NodeFactAttribute(string folder = Scripts)
    {
        if (!HasNode)
            Skip = "Node.js is missing: eng/install-test-tools.sh installs it where it can";
        else if (!Directory.Exists(Workspace.InRepository(folder, "node_modules", "openai")))
            Skip = $"the npm packages of {folder} are missing: run eng/install-test-tools.sh";
    }
}
