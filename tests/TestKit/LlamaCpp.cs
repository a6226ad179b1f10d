namespace TenantLLM.TestKit;

/// <summary>The native libraries of llama.cpp that tests of the LLamaSharp backend run on.</summary>
public static class LlamaCpp
{
    /// <summary>Names the folder; else they are the ones beside the reference llama-server.</summary>
    public const string Variable = "LLAMASHARP_LIBRARY_PATH";

    public static string Folder { get; } =
        Environment.GetEnvironmentVariable(Variable) ?? Workspace.InShared("peers/llama.cpp-b8390");
}
