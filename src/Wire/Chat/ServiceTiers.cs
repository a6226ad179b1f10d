namespace TenantLLM.Wire.Chat;

/// <summary>The processing tiers of the API. There is one here: whatever is asked for, the answer says so.</summary>
public static class ServiceTiers
{
    public const string Default = "default";

    internal static IReadOnlyList<string> All { get; } = ["auto", Default, "flex", "scale", "priority", "fast"];
}
