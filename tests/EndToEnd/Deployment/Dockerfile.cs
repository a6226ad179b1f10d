using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Deployment;

/// <summary>The build stage of <c>deploy/Dockerfile</c>: what it copies, and what it runs.</summary>
internal sealed class Dockerfile
{
    public static string Path { get; } = Workspace.InRepository("deploy", "Dockerfile");

    private Dockerfile(IReadOnlyList<(string[] From, string To)> copies, IReadOnlyList<string> commands) => (Copies, Commands) = (copies, commands);

    public IReadOnlyList<(string[] From, string To)> Copies { get; }

    public IReadOnlyList<string> Commands { get; }

    public static Dockerfile ReadBuildStage()
    {
        var lines = File.ReadLines(Path).SkipWhile(line => !line.EndsWith(" AS build", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        return new Dockerfile(
            [.. Of(lines, "COPY ").Select(line => line.Split(' ')).Select(words => (words[..^1], words[^1]))], [.. Of(lines, "RUN ")]);
    }

    private static IEnumerable<string> Of(IEnumerable<string> lines, string instruction) =>
        lines.Where(line => line.StartsWith(instruction, StringComparison.Ordinal)).Select(line => line[instruction.Length..]);
}
