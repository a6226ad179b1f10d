namespace TenantLLM.Wire.Chat;

/// <summary>What the frames of a stream carry.</summary>
/// <param name="IncludeUsage">A last frame has the usage, and every other frame says <c>"usage":null</c>.</param>
/// <param name="IncludeObfuscation">Frames are padded with random characters, so that their size does not betray the text.</param>
public sealed record ChatStreamOptions(bool IncludeUsage, bool IncludeObfuscation)
{
    public static ChatStreamOptions Default { get; } = new(IncludeUsage: false, IncludeObfuscation: true);
}
