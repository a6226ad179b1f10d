namespace TenantLLM.Api.Sessions;

/// <summary>How another silo is looked for when one is lost.</summary>
internal static class LostSilo
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Longer than the others take to declare it dead, and Api nodes to hear of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
}
