using Xunit;

namespace TenantLLM.TestKit;

/// <summary>A test that runs llama.cpp; it skips, naming the folder, where its libraries are missing.</summary>
public sealed class LlamaCppFactAttribute : FactAttribute
{
    public LlamaCppFactAttribute()
    {
        if (!Directory.Exists(LlamaCpp.Folder))
            Skip = $"llama.cpp's libraries are missing: there is no folder {LlamaCpp.Folder}; name one with {LlamaCpp.Variable}";
    }
}
