using System.Text.Json;
using TenantLLM.Wire.Items;
using TenantLLM.Wire.Reading;
using TenantLLM.Wire.Tools;

namespace TenantLLM.Wire.Responses;

/// <summary>The fields that make a prompt, of a response and of a count of its tokens.</summary>
internal static class ResponsePromptReader
{
    private const string PreviousResponse = "previous_response_id";
    private const string Conversation = "conversation";

    public static ResponsePrompt Read(ObjectReader fields)
    {
        var model = fields.Model();
        var previous = fields.Text(PreviousResponse);
        var conversation = ConversationId(fields);
        if (previous is not null && conversation is not null)
            fields.Report(ParameterErrors.MutuallyExclusive(PreviousResponse, Conversation));
        return new ResponsePrompt
        {
            Model = model,
            Input = Input(fields, continues: previous is not null || conversation is not null),
            PreviousResponseId = previous,
            ConversationId = conversation,
            Instructions = fields.Text("instructions", RequestLimits.LongestText),
            MayTruncate = fields.Choice("truncation", Truncations.All) == Truncations.Auto,
        };
    }

    /// <summary>What a prompt's text is to be like: only the usual.</summary>
    public static void RefuseText(ObjectReader fields)
    {
        if (fields.Object("text") is not { } text)
            return;
        ToolFields.RefuseFormats(text, "format");
        text.OnlyChoice("verbosity", "medium", ModelFields.Verbosities);
        text.RefuseUnknown();
    }

    private static IReadOnlyList<Item> Input(ObjectReader fields, bool continues)
    {
        var input = ItemReader.TextOrItems(fields, "input", mayBeEmpty: continues);
        if (input is null && !continues)
            fields.Report(ParameterErrors.Missing("input"));
        return input ?? [];
    }

    private static string? ConversationId(ObjectReader fields)
    {
        if (!fields.TryGet(Conversation, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return fields.Text(Conversation);
        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Report(ParameterErrors.WrongType(Conversation, "one of a string or object", JsonKind.Of(value)));
            return null;
        }

        var conversation = fields.RequiredObject(Conversation)!;
        var id = conversation.RequiredText("id");
        conversation.RefuseUnknown();
        return id;
    }
}
