using System.Text.Json;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

/// <summary>What of a prompt was warm is told to whom it belongs, and to nobody else.</summary>
public sealed class CachedTokensTests
{
    [Fact]
    public async Task CachedTokens_OfALaterTurn_AreTheTurnsBefore()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StandaloneServer.StartAsync(folder.Root);
        using var client = server.TenantClient();
        var request = ChatCalls.Request("My name is Zorab.");

        var first = await UsageAsync(client, request);
        var messages = (JsonArray)request["messages"]!;
        messages.Add(ChatCalls.Message("assistant", first.Text));
        messages.Add(ChatCalls.Message("user", "What is my name?"));
        var second = await UsageAsync(client, request);

        Assert.Equal(0, first.Cached);
        Assert.InRange(second.Cached, first.Prompt, second.Prompt - 1);
    }

    [Fact]
    public async Task CachedTokens_OfTheSamePromptOfAnotherTenant_AreNone()
    {
        using var folder = new TemporaryFolder();
        var (server, firstKey, secondKey) = await TwoTenants.StartAsync(folder);
        await using var _ = server;
        using var one = server.Client(firstKey);
        using var two = server.Client(secondKey);
        var request = ChatCalls.Request("Count to 3.");

        var cold = await UsageAsync(one, request);
        var warm = await UsageAsync(one, request);
        var other = await UsageAsync(two, request);

        Assert.Equal((0, 0), (cold.Cached, other.Cached));
        Assert.True(warm.Cached > 0, "the same prompt of the same tenant was computed again");
        Assert.Equal((cold.Text, cold.Prompt), (other.Text, other.Prompt));
    }

    private static async Task<(string Text, int Prompt, int Cached)> UsageAsync(HttpClient client, JsonObject request)
    {
        using var body = JsonDocument.Parse(await client.AnswerAsync(request));
        var usage = body.RootElement.GetProperty("usage");
        return (
            body.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!,
            usage.GetProperty("prompt_tokens").GetInt32(),
            usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
    }
}
