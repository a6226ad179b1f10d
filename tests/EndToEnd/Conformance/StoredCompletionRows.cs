namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of stored chat completions.</summary>
internal static class StoredCompletionRows
{
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("GET", "/chat/completions")
        {
            Samples = [new("plain"), new("page", Query: "?limit=2&order=desc"), new("of a model", Query: "?model=demo")],
            Examples =
            [
                new("after", "\"{first}\""), new("limit", "1"), new("metadata", """{"topic":"none of them"}"""), new("model", "\"none\""),
            ],
        },
        new("GET", "/chat/completions/{completion_id}"),
        new("POST", "/chat/completions/{completion_id}") { Body = """{"metadata":{"topic":"test"}}""" },
        new("DELETE", "/chat/completions/{completion_id}"),
        new("GET", "/chat/completions/{completion_id}/messages")
        {
            Samples = [new("plain"), new("page", Query: "?limit=1&order=desc")],
            Examples = [new("after", "\"{first}\""), new("limit", "1")],
        },
    ];
}
