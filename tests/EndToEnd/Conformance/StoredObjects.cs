using System.Text.Json.Nodes;

namespace TenantLLM.EndToEnd.Conformance;

/// <summary>Objects that paths name, made when they are asked for.</summary>
internal sealed class StoredObjects(HttpClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _made = [];

    /// <summary>The id for a parameter of a path.</summary>
    public async Task<string> IdAsync(string parameter)
    {
        if (!_made.TryGetValue(parameter, out var id))
            _made[parameter] = id = await MakeAsync(parameter);
        return id;
    }

    private async Task<string> MakeAsync(string parameter) => parameter switch
    {
        "model" => "demo",
        "completion_id" => await MakeAsync(
            "/chat/completions", """{"model":"demo","store":true,"max_tokens":2,"messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Hi"}]}"""),
        "response_id" => await EndedAsync(
            await MakeAsync("/responses", """{"model":"demo","max_output_tokens":16,"background":true,"input":[{"role":"user","content":"Hi"},{"role":"user","content":"Ho"}]}""")),
        "conversation_id" => await MakeAsync(
            "/conversations", """{"items":[{"type":"message","role":"user","content":"Hi"},{"type":"message","role":"user","content":"Ho"}]}"""),
        "item_id" => await FirstItemAsync(await IdAsync("conversation_id")),
        "project_id" => await MakeProjectAsync(),
        "service_account_id" => await MakeAsync(
            $"/organization/projects/{await IdAsync("project_id")}/service_accounts", """{"name":"An application"}"""),
        "api_key_id" => await MakeAsync(
            $"/organization/projects/{await IdAsync("project_id")}/service_accounts/{await IdAsync("service_account_id")}/api_keys",
            """{"name":"A key"}"""),
        "key_id" => await MakeAsync("/organization/admin_api_keys", """{"name":"An administrator"}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "No object is made for this parameter."),
    };

    /// <summary>One with two service accounts, so that its lists have pages.</summary>
    private async Task<string> MakeProjectAsync()
    {
        var project = await MakeAsync("/organization/projects", """{"name":"A team"}""");
        foreach (var name in new[] { "one", "two" })
            await MakeAsync($"/organization/projects/{project}/service_accounts", $$"""{"name":"{{name}}"}""");
        return project;
    }

    private async Task<string> MakeAsync(string route, string body)
    {
        var answer = await client.CallAsync("POST", route, JsonNode.Parse(body)!.AsObject());
        return answer.Succeeded(route).Json.GetProperty("id").GetString()!;
    }

    private async Task<string> EndedAsync(string response)
    {
        await Waiting.UntilAsync(
            async () =>
            {
                var answer = await client.CallAsync("GET", $"/responses/{response}", body: (JsonObject?)null);
                return answer.Succeeded("response").Json.GetProperty("status").GetString() is not ("queued" or "in_progress");
            },
            Patience,
            "the end of a response in the background");
        return response;
    }

    private async Task<string> FirstItemAsync(string conversation)
    {
        var answer = await client.CallAsync("GET", $"/conversations/{conversation}/items", body: (JsonObject?)null);
        return answer.Succeeded("items").Json.GetProperty("data")[0].GetProperty("id").GetString()!;
    }
}
