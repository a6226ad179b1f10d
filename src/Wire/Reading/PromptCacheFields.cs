namespace TenantLLM.Wire.Reading;

/// <summary>What a request may say about the cache of prompts: prefixes are kept as long as there is room, and nothing else is
/// promised.</summary>
internal static class PromptCacheFields
{
    private static readonly string[] Retentions = ["in_memory", "24h"];
    private static readonly string[] Modes = ["implicit", "explicit"];

    public static void RefuseSettings(ObjectReader fields)
    {
        fields.OnlyChoice("prompt_cache_retention", "in_memory", Retentions);
        if (fields.Object("prompt_cache_options") is not { } options)
            return;
        options.OnlyChoice("mode", "implicit", Modes);
        // A time to live is a promise to keep a prefix that long; prefixes make room when others need it.
        options.Unsupported("ttl");
        options.RefuseUnknown();
    }
}
