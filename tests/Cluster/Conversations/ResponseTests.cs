using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Cluster.Conversations.Turns;

namespace TenantLLM.Cluster.Conversations;

/// <summary>Responses, and those that continue them.</summary>
public sealed class ResponseTests
{
    [Fact]
    public async Task Respond_ScriptedAnswer_StreamsItAndKeepsIt()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("1 2"));
        var grain = cluster.Conversation();

        var updates = await grain.RespondAsync(Request("a", "Count"));

        Assert.Equal(
            [SessionUpdateKind.Started, .. Enumerable.Repeat(SessionUpdateKind.TextDelta, 3), SessionUpdateKind.ChoiceFinished, SessionUpdateKind.Completed],
            updates.Select(update => update.Kind));
        Assert.Equal("1 2", TextOf(updates));
        var response = (await grain.GetResponseAsync("resp_a"))!;
        Assert.Equal((ResponseStatus.Completed, "1 2", "echo of a"), (response.Status, TextOf(response), response.Echo));
        Assert.Equal(updates[^1].End!.EndedAt, response.CompletedAt);
        Assert.Equal(updates[^1].End!.Usage, response.Usage);
        Assert.Equal("msg_a_out", Assert.Single(response.Output).Id);
        Assert.Equal(["Count"], await grain.InputAsync("a"));
    }

    [Fact]
    public async Task Respond_PreviousResponse_GoesOnFromItAndBranches()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();

        Assert.Equal("s:Be brief/u:One", TextOf(await grain.RespondAsync(Request("a", "One") with { Instructions = "Be brief" })));
        Assert.Equal("u:One/a:2/u:Two", TextOf(await grain.RespondAsync(Request("b", "Two", "a"))));
        Assert.Equal("u:One/a:2/u:Other", TextOf(await grain.RespondAsync(Request("c", "Other", "a"))));
        Assert.Equal("u:One/a:2/u:Two/a:3/u:Three", TextOf(await grain.RespondAsync(Request("d", "Three", "b"))));

        Assert.Equal(["One", "s:Be brief/u:One", "Other"], await grain.InputAsync("c"));
        Assert.Equal(["Three", "u:One/a:2/u:Two", "…"], await grain.InputAsync("d", limit: 2, isDescending: true));
        Assert.Equal(["Two", "…"], await grain.InputAsync("d", limit: 1, after: "msg_a_out"));
        Assert.Equal(["no page"], await grain.InputAsync("d", after: "msg_c"));
    }

    [Fact]
    public async Task Respond_AfterARestart_GoesOnAndReplaysTheSame()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<SessionUpdate> before;
        await using (var first = await ScriptedCluster.StartAsync(() => EchoDecoder.Create(), folder))
            before = await first.Conversation().RespondAsync(Request("a", "Öne") with { TopLogProbs = 2 });

        await using var second = await ScriptedCluster.StartAsync(() => EchoDecoder.Create(), folder);
        var grain = second.Conversation();
        Assert.Equal(Written(before), Written(await grain.FollowAsync("a")));
        Assert.Equal("u:Öne/a:1/u:Two", TextOf(await grain.RespondAsync(Request("b", "Two", "a"))));
    }

    [Fact]
    public async Task Respond_CallsAndOutputs_AreMessagesOfTheirTurn()
    {
        const string template =
            "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content if m.content else '' }}"
            + "{% if m.tool_calls %}{% for c in m.tool_calls %}+{{ c.function.name }}{% endfor %}{% endif %}<|im_end|>{% endfor %}"
            + "{{ '<|im_start|>assistant\n' }}";
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create(template: template));
        var call = new ConversationItem { Id = "fc_1", Kind = ConversationItemKind.FunctionCall, CallId = "call_1", Name = "f", Text = "{}" };
        var output = new ConversationItem { Id = "fo_1", Kind = ConversationItemKind.FunctionCallOutput, CallId = "call_1", Text = "42" };
        var thought = new ConversationItem { Id = "rs_1", Kind = ConversationItemKind.Reasoning };

        var updates = await cluster.Conversation().RespondAsync(Request("a", "Go") with
        {
            Input = [User("msg_1", "Go"), call, thought, call with { Id = "fc_2", CallId = "call_2", Name = "g" }, output, output with { Id = "fo_2", CallId = "call_2" }],
        });

        Assert.Null(updates[^1].End!.Failure);
        Assert.Equal("u:Go/a:+f+g/t:42/t:42", TextOf(updates));
    }

    [Fact]
    public async Task Respond_WhatCannotBegin_FailsFirstAndLeavesNothing()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();

        Assert.Equal(SessionFailureKind.ModelNotFound, await grain.FailureAsync(Request("a", "?") with { Model = "nope" }));
        Assert.Equal(SessionFailureKind.PromptTooLong, await grain.FailureAsync(Request("a", new string('x', 300))));
        Assert.Equal(SessionFailureKind.NotFound, await grain.FailureAsync(Request("a", "?", previous: "none")));
        Assert.Equal(SessionFailureKind.NotFound, await grain.FailureAsync(InConversation("a", "?")));
        Assert.Equal(SessionFailureKind.InvalidPrompt, await grain.FailureAsync(Request("a", null)));

        Assert.Null(await grain.GetResponseAsync("resp_a"));
        Assert.Null(await grain.GetItemAsync("msg_a"));
        Assert.Equal(SessionFailureKind.NotFound, (await grain.FollowAsync("a"))[0].End!.Failure!.Kind);
    }

    [Fact]
    public async Task Respond_StoreIsFalse_LeavesNoTrace()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        var grain = cluster.Conversation();

        Assert.Equal("ok", TextOf(await grain.RespondAsync(Request("a", "secret") with { Store = false })));

        Assert.Null(await grain.GetResponseAsync("resp_a"));
        Assert.Null(await grain.GetItemAsync("msg_a"));
        Assert.Null(await grain.GetItemAsync("msg_a_out"));
        Assert.Equal(SessionFailureKind.NotFound, await grain.FailureAsync(Request("b", "?", "a")));
    }

    [Fact]
    public async Task Respond_OutputLimit_IsIncompleteAndCanBeContinued()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("abcdef"));
        var grain = cluster.Conversation();

        await grain.RespondAsync(Request("a", "?") with { MaxOutputTokens = 3 });

        var response = (await grain.GetResponseAsync("resp_a"))!;
        Assert.Equal((ResponseStatus.Incomplete, SessionFinishReason.Length, "abc"), (response.Status, response.FinishReason, TextOf(response)));
        Assert.False(response.Output[0].IsComplete);
        Assert.Null(response.CompletedAt);
        Assert.Equal("abcdef", TextOf(await grain.RespondAsync(Request("b", null, "a"))));
    }

    [Fact]
    public async Task Respond_MayTruncate_LeavesOutTheOldestItems()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create(context: 120));
        var request = Request("a", null) with
        {
            Input = [.. Enumerable.Range(1, 9).Select(number => User($"msg_{number}", $"{number}{new string('x', 20)}"))],
            Instructions = "I",
            MaxOutputTokens = 5,
        };

        Assert.Equal(SessionFailureKind.PromptTooLong, await cluster.Conversation().FailureAsync(request));
        var tokens = await cluster.Conversation().CountInputTokensAsync(request);
        var updates = await cluster.Conversation().RespondAsync(request with { MayTruncate = true });

        Assert.Equal("s:I/u", TextOf(updates));
        Assert.Equal((9 * 29) + 22, tokens.Count);
        Assert.Equal((3 * 29) + 22, updates[^1].End!.Usage.PromptTokens);
        Assert.Equal(9, (await cluster.Conversation().ListInputItemsAsync("resp_a", new ItemPageRequest(100, false, null)))!.Items.Length);
    }

    [Fact]
    public async Task Respond_ClientLeaves_EndsAndKeepsWhatWasSaid()
    {
        var decoder = ScriptedDecoder.Endless(context: 1_000_000);
        decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
        await using var cluster = await ScriptedCluster.StartAsync(() => decoder);
        var grain = cluster.Conversation();
        using var stop = new CancellationTokenSource();
        var texts = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in grain.RespondAsync(Request("a", "?"), stop.Token))
            {
                if (update.Kind == SessionUpdateKind.TextDelta && ++texts == 10)
                    await stop.CancelAsync();
            }
        }).WaitAsync(Patience);

        // What follows it ends with it.
        var updates = await grain.FollowAsync("a");
        var response = (await grain.GetResponseAsync("resp_a"))!;
        Assert.Equal(SessionFailureKind.Cancelled, updates[^1].End!.Failure!.Kind);
        Assert.Equal(TextOf(response), TextOf(updates));
        Assert.Equal((ResponseStatus.Incomplete, false), (response.Status, response.Output[0].IsComplete));
        Assert.True(TextOf(response).Length >= 10);
    }

    [Fact]
    public async Task Respond_ModelBreaksMidway_IsStoredAsFailedWithWhatWasSaid()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => new ScriptedDecoder(
            tokens => tokens.Count < 40 ? 'a' : throw new InvalidOperationException("broken"), context: 256));
        var grain = cluster.Conversation();

        var updates = await grain.RespondAsync(Request("a", "?"));

        var response = (await grain.GetResponseAsync("resp_a"))!;
        Assert.Equal((ResponseStatus.Failed, SessionFailureKind.Internal), (response.Status, response.Failure!.Kind));
        Assert.NotEmpty(TextOf(response));
        Assert.Equal(Written(updates), Written(await grain.FollowAsync("a")));
    }

    [Fact]
    public async Task GetResponse_OfAnotherTenant_IsNotThere()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));
        await cluster.Conversation("proj_1").RespondAsync(Request("a", "secret"));
        var other = cluster.Conversation("proj_2");

        Assert.Null(await other.GetResponseAsync("resp_a"));
        Assert.Null(await other.GetItemAsync("msg_a"));
        Assert.Equal(["no page"], await other.InputAsync("a"));
        Assert.False(await other.DeleteResponseAsync("resp_a"));
        Assert.Equal(SessionFailureKind.NotFound, await other.FailureAsync(Request("b", "?", "a")));
        Assert.NotNull(await cluster.Conversation("proj_1").GetResponseAsync("resp_a"));
    }

    [Fact]
    public async Task DeleteResponse_KeepsWhatOthersContinue()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => EchoDecoder.Create());
        var grain = cluster.Conversation();
        await grain.RespondAsync(Request("a", "One"));
        await grain.RespondAsync(Request("b", "Two", "a"));
        await grain.RespondAsync(Request("c", "Three", "b"));

        Assert.True(await grain.DeleteResponseAsync("resp_b"));
        Assert.False(await grain.DeleteResponseAsync("resp_b"));
        Assert.Equal(["One", "u:One", "Two", "u:One/a:1/u:Two", "Three"], await grain.InputAsync("c"));

        // With the last that continues them, the items of a response that is gone go, too.
        Assert.True(await grain.DeleteResponseAsync("resp_c"));
        Assert.Null(await grain.GetItemAsync("msg_b"));
        Assert.NotNull(await grain.GetItemAsync("msg_a_out"));
        Assert.True(await grain.DeleteResponseAsync("resp_a"));
        Assert.Null(await grain.GetItemAsync("msg_a"));
    }
}
