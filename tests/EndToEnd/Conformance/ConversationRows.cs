namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of Conversations.</summary>
internal static class ConversationRows
{
    private const string Items = """
        {"items":[{"type":"message","role":"user","content":"Hi"},
        {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello."}]},
        {"type":"function_call","call_id":"call_1","name":"add","arguments":"{}"},
        {"type":"function_call_output","call_id":"call_1","output":"4"}]}
        """;

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("POST", "/conversations")
        {
            Body = "{}",
            Effect = "/conversations/{id}/items",
            Samples = [new("plain"), new("items", Items), new("metadata", """{"metadata":{"topic":"test"}}""")],
            Examples = [new("items", """[{"type":"message","role":"user","content":"Hi"}]""")],
        },
        new("GET", "/conversations/{conversation_id}"),
        new("POST", "/conversations/{conversation_id}") { Body = """{"metadata":{"topic":"test"}}""" },
        new("DELETE", "/conversations/{conversation_id}"),
        new("POST", "/conversations/{conversation_id}/items")
        {
            Body = """{"items":[{"type":"message","role":"user","content":"Hi"}]}""",
            Samples = [new("plain"), new("items", Items)],
            Examples = [new("items", """[{"type":"message","role":"user","content":"Ho"}]""")],
        },
        new("GET", "/conversations/{conversation_id}/items")
        {
            Samples = [new("plain"), new("page", Query: "?limit=1&order=asc")],
            Examples = [new("after", "\"{first}\""), new("limit", "1")],
        },
        new("GET", "/conversations/{conversation_id}/items/{item_id}"),
        new("DELETE", "/conversations/{conversation_id}/items/{item_id}"),
    ];
}
