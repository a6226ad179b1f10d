namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of the Administration API: projects, service accounts, keys and the audit log.</summary>
internal static class AdminRows
{
    private const string Project = "/organization/projects/{project_id}";
    private const string Accounts = $"{Project}/service_accounts";
    private const string Account = $"{Accounts}/{{service_account_id}}";
    private const string Keys = $"{Project}/api_keys";
    private const string AdminKeys = "/organization/admin_api_keys";

    /// <summary>Parts of a project that have rows elsewhere, or none.</summary>
    private static readonly string[] Others =
    [
        "certificates", "data_retention", "groups", "hosted_tool_permissions", "model_permissions", "rate_limits", "spend_alerts", "spend_limit",
        "users",
    ];

    private static readonly FieldExample[] Pages = [new("after", "\"{first}\""), new("limit", "1")];

    public static IReadOnlyList<string> Resources { get; } = ["organization/projects", "organization/admin_api_keys", "organization/audit_logs"];

    /// <summary>What is not served, and why.</summary>
    public static IReadOnlyDictionary<string, string> NotServed { get; } = new Dictionary<string, string>();

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("GET", "/organization/projects")
        {
            Samples = [new("plain"), new("page", Query: "?limit=1&include_archived=true")],
            Examples = [.. Pages, new("include_archived", "true", """{"limit":100}""")],
        },
        new("POST", "/organization/projects") { Body = """{"name":"A team"}""", Examples = [new("name", "\"Another team\"")] },
        new("GET", Project),
        new("POST", Project) { Body = """{"name":"A team"}""", Examples = [new("name", "\"Another team\"")] },
        new("POST", $"{Project}/archive"),
        new("GET", Accounts) { Samples = [new("plain"), new("page", Query: "?limit=1")], Examples = Pages },
        new("POST", Accounts)
        {
            Body = """{"name":"An application"}""",
            Samples = [new("plain"), new("without a key", """{"create_service_account_only":true}""")],
        },
        new("GET", Account),
        new("POST", Account) { Body = """{"name":"An application"}""", Examples = [new("name", "\"Another\""), new("role", "\"owner\"")] },
        new("DELETE", Account),
        new("POST", $"{Account}/api_keys")
        {
            Body = """{"name":"A key"}""",
            Effect = "/organization/audit_logs?resource_ids[]={id}",
            Samples = [new("plain"), new("restricted", """{"scopes":["api.model.request","api.model.read"]}""")],
            Examples = [new("scopes", """["api.read"]""")],
        },
        new("GET", Keys) { Samples = [new("plain"), new("page", Query: "?limit=1")], Examples = Pages },
        new("GET", $"{Keys}/{{api_key_id}}"),
        new("DELETE", $"{Keys}/{{api_key_id}}"),
        new("GET", AdminKeys) { Samples = [new("plain"), new("page", Query: "?limit=1&order=desc")], Examples = Pages },
        new("POST", AdminKeys)
        {
            Body = """{"name":"An administrator"}""",
            Samples = [new("plain"), new("that expires", """{"expires_in_seconds":3600}""")],
        },
        new("GET", $"{AdminKeys}/{{key_id}}"),
        new("DELETE", $"{AdminKeys}/{{key_id}}"),
        new("GET", "/organization/audit_logs")
        {
            Samples = [new("plain"), new("page", Query: "?limit=100"), new("of a type", Query: "?event_types[]=project.created&effective_at[gte]=1")],
            Examples =
            [
                .. Pages, new("before", "\"{first}\""), new("effective_at", """{"gt":253402300799}"""), new("project_ids[]", """["proj_0"]"""),
                new("event_types[]", """["rate_limit.updated"]"""), new("actor_ids[]", """["nobody"]"""),
                new("actor_emails[]", """["nobody@example.com"]"""), new("resource_ids[]", """["nothing"]"""),
            ],
        },
    ];

    /// <summary>Makes what lists need to show the effects of their parameters.</summary>
    public static async Task PrepareAsync(HttpClient client)
    {
        foreach (var endpoint in new[] { $"POST {AdminKeys}", $"POST {AdminKeys}", $"POST {Project}/archive" })
            (await client.CallAsync(ConformanceTable.Row(endpoint))).Succeeded(endpoint);
    }

    /// <summary>Whether a path belongs to a part of a project that is not of these rows.</summary>
    public static bool IsOthers(string path) =>
        Others.Any(part => path.StartsWith($"/organization/projects/{{project_id}}/{part}", StringComparison.Ordinal));
}
