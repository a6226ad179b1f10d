using System.Text.Json;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Items;

/// <summary>The fields of an item, which depend on its type.</summary>
internal static class ItemReader
{
    private static readonly Item None = new ItemReference { Id = "" };

    /// <summary>A text, which is a message of the user, or an array of items; null where the field is absent.</summary>
    public static IReadOnlyList<Item>? TextOrItems(ObjectReader fields, string name, bool mayBeEmpty)
    {
        if (!fields.TryGet(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            return Items(fields, name, RequestLimits.MostMessages, mayBeEmpty);
        if (value.ValueKind == JsonValueKind.String)
            return [ItemContentReader.UserMessage(fields.Text(name, RequestLimits.LongestText) ?? "")];
        fields.Report(ParameterErrors.WrongType(fields.PathOf(name), "one of a string or array of objects", JsonKind.Of(value)));
        return null;
    }

    public static IReadOnlyList<Item> Items(ObjectReader fields, string name, int maxLength, bool mayBeEmpty) =>
        fields.Objects(name, Read, maxLength, mayBeEmpty);

    private static Item Read(ObjectReader fields)
    {
        var item = Type(fields) switch
        {
            ItemTypes.Message => Message(fields),
            ItemTypes.FunctionCall => FunctionCall(fields),
            ItemTypes.FunctionCallOutput => FunctionCallOutput(fields),
            ItemTypes.Reasoning => Reasoning(fields),
            ItemTypes.Reference => new ItemReference { Id = fields.RequiredText("id") },
            var type => Unsupported(fields, type),
        };
        fields.RefuseUnknown();
        return item;
    }

    /// <summary>Messages and references may come without their type.</summary>
    private static string Type(ObjectReader fields)
    {
        if (fields.TryGet("type", out _))
            return fields.RequiredChoice("type", ItemTypes.All);
        if (fields.TryGet("role", out _))
            return ItemTypes.Message;
        if (fields.TryGet("id", out _))
            return ItemTypes.Reference;
        return fields.RequiredChoice("type", ItemTypes.All);
    }

    private static MessageItem Message(ObjectReader fields)
    {
        var role = fields.RequiredChoice("role", ItemContentReader.Roles);
        fields.Unsupported("phase");
        return new MessageItem
        {
            Id = fields.Text("id"),
            Role = role,
            Content = ItemContentReader.OfMessage(fields, role),
            Status = Status(fields),
        };
    }

    private static FunctionCallItem FunctionCall(ObjectReader fields)
    {
        RefuseCallers(fields);
        return new FunctionCallItem
        {
            Id = fields.Text("id"),
            CallId = fields.RequiredText("call_id"),
            Name = fields.RequiredText("name"),
            Arguments = fields.RequiredText("arguments"),
            Status = Status(fields),
        };
    }

    private static FunctionCallOutputItem FunctionCallOutput(ObjectReader fields)
    {
        RefuseCallers(fields);
        fields.Unsupported("name");
        return new FunctionCallOutputItem
        {
            Id = fields.Text("id"),
            CallId = fields.RequiredText("call_id"),
            Output = ItemContentReader.OfCallOutput(fields),
            Status = Status(fields),
        };
    }

    private static ReasoningItem Reasoning(ObjectReader fields)
    {
        Status(fields);
        // Only who encrypted it can read it.
        fields.Text("encrypted_content");
        return new ReasoningItem
        {
            Id = fields.Text("id"),
            Summary = ItemContentReader.OfSummary(fields),
            Content = ItemContentReader.OfReasoning(fields),
        };
    }

    private static string Status(ObjectReader fields) => fields.Choice("status", ItemStatuses.All) ?? ItemStatuses.Completed;

    /// <summary>Calls by programs and out of namespaces come with tools of OpenAI's own.</summary>
    private static void RefuseCallers(ObjectReader fields)
    {
        fields.Unsupported("caller");
        fields.Unsupported("namespace");
    }

    private static Item Unsupported(ObjectReader fields, string type)
    {
        fields.Report(ParameterErrors.UnsupportedWord(fields.PathOf("type"), type));
        return None;
    }
}
