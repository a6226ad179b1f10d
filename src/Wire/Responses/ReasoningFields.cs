using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Responses;

/// <summary>How a response is to reason. No model here reasons on demand: what says so is accepted, the rest refused by name.</summary>
internal static class ReasoningFields
{
    private static readonly string[] Contexts = ["auto", "current_turn", "all_turns"];

    /// <summary>The effort, as it was given: none or medium; null where the request does not say.</summary>
    public static string? Read(ObjectReader fields)
    {
        if (fields.Object("reasoning") is not { } reasoning)
            return null;
        var effort = reasoning.Choice("effort", ModelFields.Efforts);
        if (effort is not (null or "none"))
            reasoning.OnlyChoice("effort", "medium", ModelFields.Efforts);
        reasoning.UnsupportedUnless("mode", "standard");
        reasoning.Unsupported("summary");
        reasoning.Unsupported("generate_summary");
        reasoning.OnlyChoice("context", "auto", Contexts);
        reasoning.RefuseUnknown();
        return effort;
    }
}
