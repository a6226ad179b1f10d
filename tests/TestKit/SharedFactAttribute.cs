using Xunit;

namespace TenantLLM.TestKit;

/// <summary>A test that needs reference data from <c>shared/</c>; it skips, naming the file, where that is missing.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="files">Files or folders inside <c>shared/</c>.</param>
    public SharedFactAttribute(params string[] files)
    {
        var missing = files.Where(file => !Path.Exists(Workspace.InShared(file))).ToList();
        if (missing.Count > 0)
            Skip = $"reference data is missing: shared/{string.Join(", shared/", missing)}";
    }

    /// <summary>A file of the repository that is needed too.</summary>
    public string? InRepository
    {
        get;
        set
        {
            field = value;
            if (value is not null && !Path.Exists(Workspace.InRepository(value)))
                Skip ??= $"{value} is missing";
        }
    }
}
