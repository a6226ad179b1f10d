namespace TenantLLM.TestKit.Isolation;

/// <summary>Every way to name a tenant's object. A test of the server's routes fails where one of them is missing here, and another tries
/// each with another tenant's key.</summary>
public static class ObjectRoutes
{
    private const string Completion = "/v1/chat/completions/{id}";
    private const string Response = "/v1/responses/{id}";
    private const string Conversation = "/v1/conversations/{id}";
    private const string Items = $"{Conversation}/items";
    private const string Metadata = """{"metadata":{"a":"b"}}""";
    private const string TwoItems = """{"items":[{"role":"user","content":"Hi"}]}""";

    /// <summary>Parameters of routes that name no tenant's object.</summary>
    public static IReadOnlyDictionary<string, string> Shared { get; } = new Dictionary<string, string>
    {
        ["GET /v1/models/{**model}"] = "all tenants are served the same models",
    };

    /// <summary>Routes that are for administrators, who act on any project.</summary>
    public static bool IsForAdministrators(string pattern) => pattern.StartsWith("/v1/organization/", StringComparison.Ordinal);

    public static IReadOnlyList<ObjectRoute> All { get; } =
    [
        new("GET", Completion, ObjectKind.ChatCompletion),
        new("GET", $"{Completion}/messages", ObjectKind.ChatCompletion),
        new("POST", Completion, ObjectKind.ChatCompletion) { Body = Metadata },
        new("DELETE", Completion, ObjectKind.ChatCompletion),
        new("GET", Response, ObjectKind.Response),
        new("DELETE", Response, ObjectKind.Response),
        new("POST", $"{Response}/cancel", ObjectKind.Response),
        new("GET", $"{Response}/input_items", ObjectKind.Response),
        new("GET", Conversation, ObjectKind.Conversation),
        new("POST", Conversation, ObjectKind.Conversation) { Body = Metadata },
        new("DELETE", Conversation, ObjectKind.Conversation),
        new("POST", Items, ObjectKind.Conversation) { Body = TwoItems },
        new("GET", Items, ObjectKind.Conversation),
        new("GET", $"{Items}/{{itemId}}", ObjectKind.Conversation, ObjectKind.ConversationItem),
        new("DELETE", $"{Items}/{{itemId}}", ObjectKind.Conversation, ObjectKind.ConversationItem),
        new("POST", "/v1/responses", ObjectKind.Response)
        {
            Body = """{"model":"demo","input":"Hi","previous_response_id":"{0}"}""",
            Status = 400,
        },
        new("POST", "/v1/responses", ObjectKind.Conversation) { Body = """{"model":"demo","input":"Hi","conversation":"{0}"}""" },
        new("POST", "/v1/responses", ObjectKind.ConversationItem) { Body = """{"model":"demo","input":[{"type":"item_reference","id":"{0}"}]}""" },
        new("POST", "/v1/responses/input_tokens", ObjectKind.Response)
        {
            Body = """{"model":"demo","input":"Hi","previous_response_id":"{0}"}""",
            Status = 400,
        },
        new("POST", "/v1/responses/input_tokens", ObjectKind.Conversation) { Body = """{"model":"demo","input":"Hi","conversation":"{0}"}""" },
        new("POST", "/v1/conversations", ObjectKind.ConversationItem) { Body = """{"items":[{"type":"item_reference","id":"{0}"}]}""" },
    ];
}
