namespace TenantLLM.ModelQuality;

/// <summary>Text that is always there: the Markdown of the repository that the program was built from.</summary>
internal static class RepositoryText
{
    public static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TenantLLM.sln")))
            folder = folder.Parent;
        if (folder is null)
            throw new IOException("No repository lies above the program; name a text file.");
        var documents = Directory.GetFiles(Path.Combine(folder.FullName, "docs"), "*.md", SearchOption.AllDirectories);
        Array.Sort(documents, StringComparer.Ordinal);
        return string.Join("\n\n", documents.Select(File.ReadAllText));
    }
}
