using TenantLLM.EndToEnd.Http;
using TenantLLM.TestKit.Isolation;

namespace TenantLLM.EndToEnd.Isolation;

/// <summary>An object of each kind of one tenant, and ids of the same form that nobody was ever given.</summary>
internal sealed record OthersObjects(IReadOnlyDictionary<ObjectKind, string> Ids)
{
    /// <summary>The last digits of each id: in ids of sessions they tell the session, or are random; in none do they tell the kind.</summary>
    private const int Changed = 8;

    public static async Task<OthersObjects> CreateAsync(HttpClient owner)
    {
        var completion = await CreateAsync(
            owner, ChatCalls.Route, """{"model":"demo","store":true,"max_tokens":2,"messages":[{"role":"user","content":"Hi"}]}""");
        var response = await CreateAsync(owner, "/v1/responses", """{"model":"demo","input":"Hi","max_output_tokens":16}""");
        var conversation = await CreateAsync(owner, "/v1/conversations", """{"items":[{"role":"user","content":"Hi"}]}""");
        var items = await owner.CallAsync(HttpMethod.Get, $"/v1/conversations/{conversation}/items");
        return new OthersObjects(new Dictionary<ObjectKind, string>
        {
            [ObjectKind.ChatCompletion] = completion,
            [ObjectKind.Response] = response,
            [ObjectKind.Conversation] = conversation,
            [ObjectKind.ConversationItem] = (string)items["first_id"]!,
        });
    }

    /// <summary>Ids that nobody was ever given, of the same length and form.</summary>
    public static IReadOnlyDictionary<ObjectKind, string> NeverGiven(IReadOnlyDictionary<ObjectKind, string> ids) => ids.ToDictionary(
        pair => pair.Key, pair => NeverGiven(pair.Value));

    /// <inheritdoc cref="NeverGiven(IReadOnlyDictionary{ObjectKind, string})"/>
    public static string NeverGiven(string id) => string.Concat(id.AsSpan(0, id.Length - Changed), Reversed(id[^Changed..]));

    private static string Reversed(string digits)
    {
        var changed = string.Concat(digits.Reverse());
        return changed == digits ? string.Concat(digits.AsSpan(1), digits[0] == '0' ? "1" : "0") : changed;
    }

    private static async Task<string> CreateAsync(HttpClient owner, string route, string body) =>
        (string)(await owner.CallAsync(HttpMethod.Post, route, body))["id"]!;
}
