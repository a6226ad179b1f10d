using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Http;
using TenantLLM.EndToEnd.Servers;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Chat;

/// <summary>What of a prompt was warm is told to whom it belongs, and to nobody else.</summary>
public sealed partial class CachedTokensTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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
        await using var server = await StandaloneServer.StartAsync(folder.Root, "--Projects:0:Name", "one", "--Projects:1:Name", "two");
        var keys = await server.Process.StandardOutput.WaitForAsync(TwoKeys(), Patience);
        using var one = server.Client(keys.Groups[1].Value);
        using var two = server.Client(keys.Groups[2].Value);
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

    /// <summary>Each key is printed more than once.</summary>
    [GeneratedRegex("(sk-proj-[0-9A-Za-z]{38})[\\s\\S]*?(?!\\1)(sk-proj-[0-9A-Za-z]{38})")]
    private static partial Regex TwoKeys();
}
