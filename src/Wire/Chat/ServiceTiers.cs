namespace TenantLLM.Wire.Chat;

/// <summary>The processing tiers of the API. There is one here: whatever is asked for, the answer says so.</summary>
public static class ServiceTiers
{
    public const string Default = "default";

    internal const string Auto = "auto";

    internal static IReadOnlyList<string> All { get; } = [Auto, Default, "flex", "scale", "priority", "fast"];

    /// <summary>Those of the Responses API.</summary>
    internal static IReadOnlyList<string> OfResponses { get; } = [.. All, "ultrafast"];
}
