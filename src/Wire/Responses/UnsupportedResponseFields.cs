using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Responses;

/// <summary>
/// Fields of the API that are not honoured yet. Each is known by name and accepts what would change nothing; anything else is refused,
/// so that no caller believes in a setting that has no effect.
/// </summary>
internal static class UnsupportedResponseFields
{
    public static void Refuse(ObjectReader fields)
    {
        ResponsePromptReader.RefuseText(fields);
        PromptCacheFields.RefuseSettings(fields);
        fields.Unsupported("prompt");
        fields.Unsupported("moderation");
        fields.Unsupported("context_management");
        // Not in the document yet, but in the newest SDKs.
        fields.Unsupported("access_programs");
        fields.Unsupported("background_options");
        fields.Unsupported("image");
    }
}
