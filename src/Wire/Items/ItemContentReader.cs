using System.Text.Json;
using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Items;

/// <summary>The content of items: texts, alone or in parts. What is no text is refused by name.</summary>
internal static class ItemContentReader
{
    private const string Content = "content";
    private const string Output = "output";

    private static readonly ContentPart None = new InputTextPart("");

    public static IReadOnlyList<string> Roles { get; } =
        [ChatRoles.User, ChatRoles.Assistant, ChatRoles.System, ChatRoles.Developer];

    public static MessageItem UserMessage(string text) => new() { Role = ChatRoles.User, Content = [new InputTextPart(text)] };

    public static IReadOnlyList<ContentPart> OfMessage(ObjectReader fields, string role)
    {
        var isAssistant = role == ChatRoles.Assistant;
        if (!HasText(fields, Content, out var text))
            return fields.Objects<ContentPart>(Content, isAssistant ? AssistantPart : InputPart, mayBeEmpty: isAssistant);
        return [isAssistant ? new OutputTextPart(text) : new InputTextPart(text)];
    }

    public static CallOutput OfCallOutput(ObjectReader fields) => HasText(fields, Output, out var text)
        ? CallOutput.Of(text)
        : CallOutput.Of(fields.Objects(Output, InputPart, mayBeEmpty: true));

    /// <summary>Required, and often empty.</summary>
    public static IReadOnlyList<ContentPart> OfSummary(ObjectReader fields)
    {
        if (!fields.TryGet("summary", out _))
            fields.Report(ParameterErrors.Missing(fields.PathOf("summary")));
        return fields.Objects<ContentPart>("summary", part => new SummaryTextPart(Text(part, PartTypes.SummaryText)), mayBeEmpty: true);
    }

    /// <summary>Null where there is none.</summary>
    public static IReadOnlyList<ContentPart>? OfReasoning(ObjectReader fields)
    {
        var parts = fields.Objects<ContentPart>(
            Content, part => new ReasoningTextPart(Text(part, PartTypes.ReasoningText)), mayBeEmpty: true);
        return parts.Count > 0 ? parts : null;
    }

    /// <summary>Whether a required field is one text; reports what is neither a text nor an array.</summary>
    private static bool HasText(ObjectReader fields, string name, out string text)
    {
        text = "";
        if (!fields.TryGet(name, out var value))
        {
            fields.Report(ParameterErrors.Missing(fields.PathOf(name)));
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            fields.Report(ParameterErrors.WrongType(fields.PathOf(name), "one of a string or array of objects", JsonKind.Of(value)));
        if (value.ValueKind != JsonValueKind.String)
            return false;
        text = fields.Text(name, RequestLimits.LongestText) ?? "";
        return true;
    }

    private static ContentPart InputPart(ObjectReader fields)
    {
        var part = None;
        if (fields.RequiredChoice("type", PartTypes.OfInput) is var type && type == PartTypes.InputText)
        {
            part = new InputTextPart(fields.RequiredText("text"));
            fields.Unsupported("prompt_cache_breakpoint");
        }
        else
        {
            fields.Report(ParameterErrors.UnsupportedPart(fields.PathOf("type"), type));
        }

        fields.RefuseUnknown();
        return part;
    }

    private static ContentPart AssistantPart(ObjectReader fields)
    {
        ContentPart part;
        if (fields.RequiredChoice("type", PartTypes.OfAssistant) == PartTypes.Refusal)
        {
            part = new RefusalPart(fields.RequiredText("refusal"));
        }
        else
        {
            part = new OutputTextPart(fields.RequiredText("text"));
            // What tools found cannot be kept; how likely the tokens were comes back with our own answers, and changes nothing.
            fields.UnsupportedUnlessEmpty("annotations");
            fields.Objects("logprobs", _ => 0, mayBeEmpty: true);
        }

        fields.RefuseUnknown();
        return part;
    }

    private static string Text(ObjectReader fields, string type)
    {
        fields.RequiredChoice("type", [type]);
        var text = fields.RequiredText("text");
        fields.RefuseUnknown();
        return text;
    }
}
