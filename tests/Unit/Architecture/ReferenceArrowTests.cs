using System.Xml.Linq;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Architecture;

/// <summary>References between projects point one way: the arrows of docs/architecture.md.</summary>
public sealed class ReferenceArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Api"] = ["Grains.Abstractions", "Wire", "Storage", "ServiceDefaults"],
        ["Grains"] = ["Grains.Abstractions", "Inference", "Storage"],
        ["Inference.Backends"] = ["Inference", "Wire"],
        ["Silo"] = ["Grains", "Inference.Backends", "ServiceDefaults"],
        ["Standalone"] = ["Api", "Silo"],
        ["Grains.Abstractions"] = [],
        ["Inference"] = [],
        ["Wire"] = [],
        ["Storage"] = [],
        ["ServiceDefaults"] = [],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.GetDirectories(Workspace.InRepository("src")).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_FollowTheArrows(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"src/{project} has no arrows yet: add it here and to docs/architecture.md.");
        Assert.Empty(ReferencesOf(project).Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_Namespaces_ShadowNoPackage(string project)
    {
        var forbidden = new[] { "namespace TenantLLM.OpenAI", "namespace TenantLLM.Orleans" };
        var sources = Directory.EnumerateFiles(Workspace.InRepository("src", project), "*.cs", SearchOption.AllDirectories);
        Assert.DoesNotContain(sources, file => forbidden.Any(File.ReadAllText(file).Contains));
    }

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(Workspace.InRepository("src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
