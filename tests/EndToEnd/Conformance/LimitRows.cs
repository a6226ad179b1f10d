namespace TenantLLM.EndToEnd.Conformance;

/// <summary>The rows of a project's limits.</summary>
internal static class LimitRows
{
    public const string SpendLimit = """{"threshold_amount":100000,"currency":"USD","interval":"month"}""";

    private const string Project = "/organization/projects/{project_id}";
    private const string Permissions = $"{Project}/model_permissions";
    private const string Spend = $"{Project}/spend_limit";

    public static IReadOnlyList<Endpoint> All { get; } =
    [
        new("GET", $"{Project}/rate_limits")
        {
            Samples = [new("plain"), new("page", Query: "?limit=1")],
            Examples = [new("limit", "1"), new("after", "\"rl-demo\""), new("before", "\"rl-demo\"")],
        },
        new("POST", $"{Project}/rate_limits/{{rate_limit_id}}")
        {
            Body = """{"max_requests_per_1_minute":1000}""",
            Samples = [new("plain"), new("all", """{"max_tokens_per_1_minute":100000,"max_requests_per_1_day":100000}""")],
            Examples =
            [
                new("max_requests_per_1_minute", "2000"), new("max_tokens_per_1_minute", "200000"), new("max_requests_per_1_day", "200000"),
            ],
        },
        new("GET", Permissions),
        new("POST", Permissions)
        {
            Body = """{"mode":"allow_list","model_ids":["demo"]}""",
            Samples = [new("plain"), new("without some", """{"mode":"deny_list","model_ids":["other"]}""")],
            Examples = [new("mode", "\"deny_list\""), new("model_ids", """["demo","other"]""")],
        },
        new("DELETE", Permissions),
        new("GET", Spend),
        new("POST", Spend) { Body = SpendLimit, Examples = [new("threshold_amount", "200000")] },
        new("DELETE", Spend),
    ];
}
