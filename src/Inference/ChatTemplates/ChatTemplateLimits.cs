namespace TenantLLM.Inference.ChatTemplates;

/// <summary>What one rendering may cost, so that no template and no conversation can hang the server or exhaust its memory.</summary>
public sealed record ChatTemplateLimits
{
    public static ChatTemplateLimits Default { get; } = new();

    /// <summary>Characters in the rendered text, and in any text made on the way to it.</summary>
    public int MaxTextLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>Characters in all texts made on the way: templates that append to a variable copy it each time.</summary>
    public long MaxTextProduced { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Expressions and statements evaluated; long texts and lists count in proportion.</summary>
    public long MaxSteps { get; init; } = 20_000_000;

    /// <summary>Macro calls within each other.</summary>
    public int MaxCallDepth { get; init; } = 100;
}
