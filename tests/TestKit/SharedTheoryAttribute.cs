using Xunit;

namespace TenantLLM.TestKit;

/// <summary>A theory that needs reference data from <c>shared/</c>; it skips, naming the file, where that is missing.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <param name="files">Files or folders inside <c>shared/</c>.</param>
    public SharedTheoryAttribute(params string[] files) => Skip = new SharedFactAttribute(files).Skip;
}
