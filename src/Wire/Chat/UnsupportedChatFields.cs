using TenantLLM.Wire.Reading;
using TenantLLM.Wire.Tools;

namespace TenantLLM.Wire.Chat;

/// <summary>
/// Fields of the API that are not honoured yet. Each is known by name and accepts what would change nothing; anything else is refused,
/// so that no caller believes in a setting that has no effect.
/// </summary>
internal static class UnsupportedChatFields
{
    public static void Refuse(ObjectReader fields)
    {
        ToolFields.RefuseInChat(fields);
        fields.OnlyWord("modalities", "text");
        fields.Unsupported("audio");
        fields.Unsupported("prediction");
        fields.Unsupported("web_search_options");
        fields.Unsupported("moderation");
        fields.OnlyChoice("verbosity", "medium", ModelFields.Verbosities);
        PromptCacheFields.RefuseSettings(fields);
    }
}
