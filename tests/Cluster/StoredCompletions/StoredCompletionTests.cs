using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.StoredCompletions;

public sealed class StoredCompletionTests
{
    [Fact]
    public async Task Generate_Stored_IsThereWhenTheLastUpdateIs()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("hello"));

        var updates = await GenerateAsync(cluster, Request("a", 1, "Hi") with { TopLogProbs = 1 });

        var stored = (await cluster.StoredCompletions().GetAsync("a"))!;
        Assert.Equal(("a", "scripted", "fp_0123456789", "echo of a"), (stored.Id, stored.Model, stored.Fingerprint, stored.Echo));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), stored.CreatedAt);
        Assert.Equal(updates[^1].End!.Usage, stored.Usage);
        var choice = Assert.Single(stored.Choices);
        Assert.Equal(("hello", SessionFinishReason.Stop), (choice.Text, choice.FinishReason));
        var streamed = updates.Where(update => update.LogProbs is not null).SelectMany(update => update.LogProbs!.Tokens).ToList();
        Assert.NotEmpty(streamed);
        Assert.Equal(
            streamed.Select(token => (token.LogProb, token.Top.Length)), choice.LogProbs!.Tokens.Select(token => (token.LogProb, token.Top.Length)));
    }

    [Fact]
    public async Task Generate_NotStored_IsNotListed()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));

        await GenerateAsync(cluster, Request("a", 1, "Hi") with { Storage = null });

        Assert.Null(await cluster.StoredCompletions().GetAsync("a"));
        Assert.Equal("", await ListAsync(cluster));
        Assert.NotEmpty(await cluster.Session("proj_1", "conv_1").GetItemsAsync());
    }

    [Fact]
    public async Task Generate_StoredAndLeft_IsNotListed()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless(context: 100_000));

        await foreach (var update in cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a", 1, "Hi"), default))
        {
            if (update.Kind == SessionUpdateKind.TextDelta)
                break;
        }

        Assert.Null(await cluster.StoredCompletions().GetAsync("a"));
        Assert.Equal("", await ListAsync(cluster));
    }

    [Fact]
    public async Task Generate_SeveralChoices_AreAllStored()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi") with { Choices = 3 });
        Assert.Equal(["ok", "ok", "ok"], (await cluster.StoredCompletions().GetAsync("a"))!.Choices.Select(choice => choice.Text));
    }

    [Fact]
    public async Task Generate_SameTurnTwice_IsListedTwice()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi"));
        await GenerateAsync(cluster, Request("b", 2, "Hi"));
        Assert.Equal("a b", await ListAsync(cluster));
    }

    [Fact]
    public async Task List_AfterARestart_PagesInBothOrders()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder))
        {
            for (var second = 0; second < 5; second++)
            {
                var id = "abcde"[second].ToString();
                await GenerateAsync(first, Request(id, second, $"Prompt {id}"), conversation: $"conv_{id}");
            }
        }

        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);
        Assert.Equal("a b …", await ListAsync(cluster, new() { Limit = 2 }));
        Assert.Equal("c d …", await ListAsync(cluster, new() { Limit = 2, After = "b" }));
        Assert.Equal("e", await ListAsync(cluster, new() { Limit = 2, After = "d" }));
        Assert.Equal("e d …", await ListAsync(cluster, new() { Limit = 2, IsDescending = true }));
        Assert.Equal("b a", await ListAsync(cluster, new() { Limit = 2, IsDescending = true, After = "c" }));
        Assert.Equal("", await ListAsync(cluster, new() { Limit = 2, After = "e" }));
        Assert.Equal("user: Prompt c", await MessagesAsync(cluster, "c", new(10, false, null)));
    }

    [Fact]
    public async Task Messages_OfALaterTurn_AreTheWholeHistory()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "One"));
        await GenerateAsync(cluster, Request("b", 2, "One") with
        {
            Prompt = new SessionPrompt.Conversation(
            [
                new("user", "One"),
                new("assistant", "ok"),
                new("user", "x\ny") { Name = "ann", ContentParts = ["x", "y"] },
                new("assistant", null) { Refusal = "No." },
                new("user", "Two"),
            ]),
        });

        Assert.Equal("user: One", await MessagesAsync(cluster, "a", new(10, false, null)));
        Assert.Equal("user: One, assistant: ok …", await MessagesAsync(cluster, "b", new(2, false, null)));
        Assert.Equal("user: x\ny, assistant: No. …", await MessagesAsync(cluster, "b", new(2, false, 1)));
        Assert.Equal("user: Two", await MessagesAsync(cluster, "b", new(2, false, 3)));
        Assert.Equal("user: Two, assistant: No. …", await MessagesAsync(cluster, "b", new(2, true, null)));
        Assert.Equal("assistant: ok, user: One", await MessagesAsync(cluster, "b", new(2, true, 2)));
        var page = (await cluster.StoredCompletions().ListMessagesAsync("b", new(10, false, 1)))!;
        Assert.Equal((2, "ann"), (page.Messages[0].Place, page.Messages[0].Message.Name));
        Assert.Equal(["x", "y"], page.Messages[0].Message.ContentParts.AsEnumerable());
        Assert.Null(await cluster.StoredCompletions().ListMessagesAsync("nope", new(10, false, null)));
    }

    [Fact]
    public async Task Metadata_Updated_IsWhatListsFilterBy()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi", new("user", "ann"), new("topic", "x")));
        await GenerateAsync(cluster, Request("b", 2, "Hi", new MetadataEntry("user", "ann")));
        Assert.Equal("a b", await ListAsync(cluster, new() { Limit = 10, Metadata = [new("user", "ann")] }));

        var updated = await cluster.StoredCompletions().UpdateMetadataAsync("a", [new("user", "bob"), new("place", "y")]);

        Assert.Equal([new("user", "bob"), new("place", "y")], updated!.Metadata.AsEnumerable());
        Assert.Equal(updated.Metadata.AsEnumerable(), (await cluster.StoredCompletions().GetAsync("a"))!.Metadata.AsEnumerable());
        Assert.Equal("b", await ListAsync(cluster, new() { Limit = 10, Metadata = [new("user", "ann")] }));
        Assert.Equal("a", await ListAsync(cluster, new() { Limit = 10, Metadata = [new("place", "y"), new("user", "bob")] }));
        Assert.Null(await cluster.StoredCompletions().UpdateMetadataAsync("nope", []));
    }

    [Fact]
    public async Task Metadata_UpdatedByManyAtOnce_IsOneOfTheirs()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(writer =>
            cluster.StoredCompletions().UpdateMetadataAsync("a", [new("writer", $"{writer}"), new($"key_{writer}", "x")])));

        var metadata = (await cluster.StoredCompletions().GetAsync("a"))!.Metadata;
        Assert.Equal("a", await ListAsync(cluster, new() { Limit = 10, Metadata = metadata }));
        var other = metadata[0].Value == "0" ? "1" : "0";
        Assert.Equal("", await ListAsync(cluster, new() { Limit = 10, Metadata = [new($"key_{other}", "x")] }));
    }

    [Fact]
    public async Task Delete_Completion_KeepsItsConversation()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi", new MetadataEntry("user", "ann")));

        Assert.True(await cluster.StoredCompletions().DeleteAsync("a"));

        Assert.False(await cluster.StoredCompletions().DeleteAsync("a"));
        Assert.Null(await cluster.StoredCompletions().GetAsync("a"));
        Assert.Equal("", await ListAsync(cluster));
        Assert.Equal(2, (await cluster.Session("proj_1", "conv_1").GetItemsAsync()).Length);
    }

    [Fact]
    public async Task Completions_OfAnotherProject_AreUnknown()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await GenerateAsync(cluster, Request("a", 1, "Hi", new MetadataEntry("user", "ann")));
        var other = cluster.StoredCompletions("proj_2");

        Assert.Null(await other.GetAsync("a"));
        Assert.Null(await other.ListMessagesAsync("a", new(10, false, null)));
        Assert.Null(await other.UpdateMetadataAsync("a", []));
        Assert.False(await other.DeleteAsync("a"));
        Assert.Empty((await other.ListAsync(new() { Limit = 10 })).Completions);
        Assert.Empty((await other.ListAsync(new() { Limit = 10, Metadata = [new("user", "ann")] })).Completions);
        Assert.Equal("a", await ListAsync(cluster));
    }

    private static SessionRequest Request(string id, int second, string prompt, params MetadataEntry[] metadata) => new()
    {
        ResponseId = id,
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", prompt)]),
        Temperature = 0,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(second),
        Storage = new CompletionStorage([.. metadata], $"echo of {id}"),
    };

    private static async Task<List<SessionUpdate>> GenerateAsync(
        ScriptedCluster cluster, SessionRequest request, string conversation = "conv_1")
    {
        var updates = await cluster.Session("proj_1", conversation).GenerateAsync(request, default).ToListAsync();
        Assert.Equal(SessionUpdateKind.Completed, updates[^1].Kind);
        return updates;
    }

    private static async Task<string> ListAsync(ScriptedCluster cluster, StoredCompletionPageRequest? request = null)
    {
        var page = await cluster.StoredCompletions().ListAsync(request ?? new() { Limit = 100 });
        return string.Join(' ', page.Completions.Select(completion => completion.Id).Concat(page.HasMore ? ["…"] : []));
    }

    private static async Task<string> MessagesAsync(ScriptedCluster cluster, string id, StoredMessagePageRequest request)
    {
        var page = (await cluster.StoredCompletions().ListMessagesAsync(id, request))!;
        return string.Join(", ", page.Messages.Select(given => $"{given.Message.Role}: {given.Message.Content ?? given.Message.Refusal}"))
            + (page.HasMore ? " …" : "");
    }
}
