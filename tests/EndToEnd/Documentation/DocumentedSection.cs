using System.Text;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Documentation;

/// <summary>A section of a page: its commands, and what the page says they print.</summary>
internal sealed class DocumentedSection
{
    private const string Prompt = "$ ";
    private const string Fence = "```";

    private DocumentedSection(IReadOnlyList<string> scripts, IReadOnlyList<DocumentedCommand> commands) => (Scripts, Commands) = (scripts, commands);

    /// <summary>Blocks of <c>sh</c>: their text.</summary>
    public IReadOnlyList<string> Scripts { get; }

    /// <summary>The commands of blocks of <c>console</c>, in their order.</summary>
    public IReadOnlyList<DocumentedCommand> Commands { get; }

    /// <summary>Reads the section below a heading of the second level.</summary>
    public static DocumentedSection Read(string page, string heading)
    {
        var lines = File.ReadAllLines(Workspace.InRepository(page));
        var first = Array.IndexOf(lines, $"## {heading}") + 1;
        if (first == 0)
            throw new InvalidOperationException($"{page} has no section '{heading}'.");
        var scripts = new List<string>();
        var commands = new List<DocumentedCommand>();
        var section = new Queue<string>(lines[first..].TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)));
        while (section.TryDequeue(out var line))
        {
            if (line == $"{Fence}sh")
                scripts.Add(string.Join('\n', Block(section)));
            else if (line == $"{Fence}console")
                commands.AddRange(CommandsOf(new Queue<string>(Block(section))));
        }

        return new DocumentedSection(scripts, commands);
    }

    private static List<string> Block(Queue<string> lines)
    {
        var block = new List<string>();
        while (lines.Dequeue() is var line && line != Fence)
            block.Add(line);
        return block;
    }

    // A command goes on in lines that are further in.
    private static IEnumerable<DocumentedCommand> CommandsOf(Queue<string> block)
    {
        while (block.TryDequeue(out var line))
        {
            if (!line.StartsWith(Prompt, StringComparison.Ordinal))
                throw new InvalidOperationException($"A block of commands begins with '{line}'.");
            var command = new StringBuilder(line[Prompt.Length..]);
            while (block.TryPeek(out var next) && next.StartsWith("  ", StringComparison.Ordinal))
                command.Append('\n').Append(block.Dequeue());
            var output = new List<string>();
            while (block.TryPeek(out var next) && !next.StartsWith(Prompt, StringComparison.Ordinal))
                output.Add(block.Dequeue());
            yield return new DocumentedCommand(command.ToString(), string.Join('\n', output));
        }
    }
}

/// <summary>A command of a page, and what the page says it prints.</summary>
internal sealed record DocumentedCommand(string Text, string Output);
