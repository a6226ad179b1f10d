using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Sdk;

/// <summary>A test that needs Node.js and the npm packages; it skips, naming what is missing and how to get it.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly bool HasNode = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));

    private static readonly bool HasPackages = Directory.Exists(
        Workspace.InRepository("tests", "EndToEnd", "JavaScript", "node_modules", "openai"));

    public NodeFactAttribute()
    {
        if (!HasNode)
            Skip = "Node.js is missing: eng/install-test-tools.sh installs it where it can";
        else if (!HasPackages)
            Skip = "the npm package 'openai' is missing: run eng/install-test-tools.sh";
    }
}
