using System.Text.RegularExpressions;

namespace TenantLLM.EndToEnd.Servers.Secrets;

/// <summary>The lines of standard output that tell a new key to whoever starts a server: the one place where it is told, past the log.</summary>
internal static partial class Announcements
{
    /// <summary>The text without them; the keys in them are secrets from now on.</summary>
    public static string RemoveFrom(string output)
    {
        var others = new List<string>();
        foreach (var line in output.Split('\n'))
        {
            if (Announcement().IsMatch(line))
                TestSecrets.AddKeysIn(line);
            else
                others.Add(line);
        }

        return string.Join('\n', others);
    }

    /// <summary>A silo's lines, and those of Standalone's welcome.</summary>
    [GeneratedRegex(
        """^((Project '.*' \(proj_\w+\)|An admin key for \S+) was created[.,] .*shown this once: sk-\S+|  sk-proj-\w+|    -H "Authorization: Bearer sk-proj-\w+" \\)$""")]
    private static partial Regex Announcement();
}
