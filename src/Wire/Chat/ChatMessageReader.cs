using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Chat;

/// <summary>The fields of a message, which depend on its role.</summary>
internal static class ChatMessageReader
{
    public static ChatRequestMessage Read(ObjectReader fields)
    {
        var message = fields.RequiredChoice("role", ChatRoles.All) switch
        {
            ChatRoles.Assistant => Assistant(fields),
            ChatRoles.Tool => Tool(fields),
            ChatRoles.Function => Function(fields),
            var role => Plain(fields, role),
        };
        fields.RefuseUnknown();
        return message;
    }

    private static ChatRequestMessage Plain(ObjectReader fields, string role)
    {
        var content = ChatContentReader.Required(fields, role);
        return new ChatRequestMessage
        {
            Role = role,
            Content = content.Text,
            ContentParts = content.Parts,
            Name = fields.Text("name"),
        };
    }

    private static ChatRequestMessage Tool(ObjectReader fields) =>
        Plain(fields, ChatRoles.Tool) with { ToolCallId = fields.RequiredText("tool_call_id") };

    private static ChatRequestMessage Assistant(ObjectReader fields)
    {
        var content = ChatContentReader.Optional(fields, ChatRoles.Assistant);
        var message = new ChatRequestMessage
        {
            Role = ChatRoles.Assistant,
            Content = content.Text,
            ContentParts = content.Parts,
            Refusal = fields.Text("refusal") ?? content.Refusal,
            Name = fields.Text("name"),
            ToolCalls = fields.Objects("tool_calls", ToolCall),
        };
        fields.Unsupported("audio");
        fields.Unsupported("function_call");
        // Not in the document, but part of every answer: clients send answers back as they came.
        fields.TryGet("annotations", out _);
        if (message is { Content: null, Refusal: null, ToolCalls.Count: 0 })
            ChatContentReader.Required(fields, ChatRoles.Assistant);
        return message;
    }

    private static ChatRequestMessage Function(ObjectReader fields)
    {
        fields.Report(ParameterErrors.UnsupportedWord(fields.PathOf("role"), ChatRoles.Function));
        return new ChatRequestMessage { Role = ChatRoles.Function };
    }

    private static ChatToolCall ToolCall(ObjectReader fields)
    {
        var id = fields.RequiredText("id");
        if (fields.RequiredChoice("type", ["function", "custom"]) == "custom")
            fields.Report(ParameterErrors.UnsupportedValue(fields.PathOf("type"), "'custom'", "'function'"));
        var call = new ChatToolCall
        {
            Id = id,
            Function = fields.RequiredObject("function") is { } function ? FunctionCall(function) : new ChatFunctionCall("", ""),
        };
        fields.RefuseUnknown();
        return call;
    }

    private static ChatFunctionCall FunctionCall(ObjectReader fields)
    {
        var call = new ChatFunctionCall(fields.RequiredText("name"), fields.RequiredText("arguments"));
        fields.RefuseUnknown();
        return call;
    }
}
