using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>
/// Fields of the API that are not honoured yet. Each is known by name and accepts what would change nothing; anything else is refused,
/// so that no caller believes in a setting that has no effect.
/// </summary>
internal static class UnsupportedChatFields
{
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
    private static readonly string[] Verbosities = ["low", "medium", "high"];
    private static readonly string[] Retentions = ["in_memory", "24h"];
    private static readonly string[] CacheModes = ["implicit", "explicit"];
    private static readonly string[] Formats = ["json_object", "json_schema", "text"];

    public static void Refuse(ObjectReader fields)
    {
        fields.UnsupportedArray("tools");
        fields.UnsupportedUnless("tool_choice", "none");
        fields.OnlyFlag("parallel_tool_calls", true);
        fields.UnsupportedArray("functions");
        fields.UnsupportedUnless("function_call", "none");
        fields.OnlyWord("modalities", "text");
        fields.Unsupported("audio");
        fields.Unsupported("prediction");
        fields.Unsupported("web_search_options");
        fields.Unsupported("moderation");
        fields.OnlyChoice("reasoning_effort", "medium", Efforts);
        fields.OnlyChoice("verbosity", "medium", Verbosities);
        fields.OnlyChoice("prompt_cache_retention", "in_memory", Retentions);
        RefuseCacheOptions(fields);
        RefuseFormats(fields);
    }

    private static void RefuseCacheOptions(ObjectReader fields)
    {
        if (fields.Object("prompt_cache_options") is not { } options)
            return;
        options.OnlyChoice("mode", "implicit", CacheModes);
        // A time to live is a promise to keep a prefix that long; prefixes make room when others need it.
        options.Unsupported("ttl");
        options.RefuseUnknown();
    }

    private static void RefuseFormats(ObjectReader fields)
    {
        if (fields.Object("response_format") is not { } format)
            return;
        var type = format.RequiredChoice("type", Formats);
        if (!fields.Failed && type != "text")
            fields.Report(ParameterErrors.UnsupportedFormat(fields.PathOf("response_format"), type));
        format.RefuseUnknown();
    }
}
