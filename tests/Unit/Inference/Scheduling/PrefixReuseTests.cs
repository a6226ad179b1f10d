using TenantLLM.Inference.Chat;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Scheduling;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class PrefixReuseTests : IAsyncDisposable
{
    private const string Answer = "hello";
    private const int BeforeThePrompt = 1 + 5;

    private readonly ScriptedDecoder _decoder;
    private readonly DecoderEngine _engine;

    public PrefixReuseTests()
    {
        _decoder = ScriptedDecoder.Saying(Answer, sequences: 3, context: 2000);
        _engine = Of(_decoder);
    }

    [Fact]
    public async Task NextTurn_ComputesOnlyItsNewTokens()
    {
        var messages = new List<ChatMessage> { new("user", "Hi") };
        for (var turn = 1; turn <= 10; turn++)
        {
            var before = _decoder.Computed;
            var usage = await AskAsync([.. messages]);
            messages.AddRange([new ChatMessage("assistant", Answer), new ChatMessage("user", "Go on")]);
            if (turn == 1)
                continue;

            // All of the last turn but the token that ended it, which was sampled and never computed.
            var news = PromptLength("Go on") + 2;
            Assert.Equal(usage.Prompt - news, usage.Cached);
            Assert.Equal(news + Answer.Length, _decoder.Computed - before);
        }
    }

    [Fact]
    public async Task SamePrompt_OfAnotherTenant_IsComputedAnew()
    {
        Assert.Equal(0, (await AskAsync("The secret is 42.", tenant: "a")).Cached);
        Assert.Equal(0, (await AskAsync("The secret is 42.", tenant: "b")).Cached);
        Assert.Equal(PromptLength("The secret is 42.") - 2, (await AskAsync("The secret is 42.", tenant: "a")).Cached);
    }

    [Fact]
    public async Task Forget_ATenant_LeavesNothingOfItWarmOrSwappedOut()
    {
        // More conversations than places: some are swapped out.
        string[] prompts = [.. Enumerable.Range(0, 5).Select(number => $"{number} is the secret.")];
        foreach (var prompt in prompts)
            await AskAsync(prompt, tenant: "a", conversation: prompt);
        await AskAsync("Mine.", tenant: "b");

        _engine.Forget("a");

        Assert.Equal(PromptLength("Mine.") - 2, (await AskAsync("Mine.", tenant: "b")).Cached);
        Assert.Equal(0, (await AskAsync(prompts[0], tenant: "a", conversation: prompts[0])).Cached);

        // They begin alike before the first word, as the one just asked.
        foreach (var prompt in prompts[1..])
            Assert.Equal(BeforeThePrompt, (await AskAsync(prompt, tenant: "a", conversation: prompt)).Cached);
    }

    [Fact]
    public async Task SystemPrompt_IsSharedBetweenATenantsConversations_AndBothStayWarm()
    {
        var system = new ChatMessage("system", new string('s', 300));
        ChatMessage[] one = [system, new("user", "one")];
        ChatMessage[] two = [system, new("user", "two")];
        await AskAsync(one, conversation: "1");

        var shared = (await AskAsync(two, conversation: "2")).Cached;

        Assert.InRange(shared, 300, 330);
        Assert.True((await AskAsync([.. one, new("assistant", Answer), new("user", "?")], conversation: "1")).Cached > shared + Answer.Length);
        Assert.True((await AskAsync([.. two, new("assistant", Answer), new("user", "?")], conversation: "2")).Cached > shared + Answer.Length);
    }

    [Fact]
    public async Task RetriedTurn_TakesItsConversationsPlaceOver()
    {
        ChatMessage[] history = [new("user", "Hi"), new("assistant", Answer)];
        await AskAsync([.. history, new("user", "first try")]);
        await AskAsync([.. history, new("user", "second try")]);
        Assert.Equal(1, _decoder.Held);
    }

    [Fact]
    public async Task MoreConversationsThanPlaces_ForgetTheOneUsedLongestAgo()
    {
        foreach (var conversation in (string[])["a", "b", "c", "d"])
            await AskAsync($"{conversation} conversation", conversation: conversation);
        Assert.True((await AskAsync("d conversation", conversation: "d")).Cached > 30);
        Assert.True((await AskAsync("c conversation", conversation: "c")).Cached > 30);
        Assert.True((await AskAsync("a conversation", conversation: "a")).Cached < 30);
    }

    [Fact]
    public async Task MoreConversationsThanPlaces_WithMemoryToSwapInto_ForgetNone()
    {
        var decoder = ScriptedDecoder.Saying(Answer, sequences: 3, context: 2000);
        await using var engine = Of(decoder, swapBytes: 5_000);
        var histories = Enumerable.Range(0, 20).Select(number => new List<ChatMessage> { new("user", $"{number} is my number") }).ToArray();
        for (var turn = 0; turn < 4; turn++)
        {
            for (var number = 0; number < 20; number++)
            {
                var request = Request("", conversation: $"{number}") with { Prompt = new GenerationPrompt.Conversation([.. histories[number]]) };
                var usage = UsageOf(await engine.GenerateAsync(request, default).ToListAsync());
                if (turn > 0)
                    Assert.Equal(usage.Prompt - (PromptLength("Go on") + 2), usage.Cached);
                histories[number].AddRange([new ChatMessage("assistant", Answer), new ChatMessage("user", "Go on")]);
            }
        }
    }

    [Fact]
    public async Task FinishedSequences_OfADecoderThatWantsNoneBesideOthers_LeaveWhileOthersRun()
    {
        var decoder = WantingNoneWarm();
        await using var engine = Of(decoder, swapBytes: 5_000);
        await AskAsync(engine, "one");
        Assert.Equal(1, decoder.Held);

        await AskAsync(engine, "two");
        Assert.Equal(1, decoder.Held);

        // From where it is, and from memory.
        Assert.Equal(PromptLength("two conversation") - 2, (await AskAsync(engine, "two")).Cached);
        Assert.Equal(PromptLength("one conversation") - 2, (await AskAsync(engine, "one")).Cached);
    }

    [Fact]
    public async Task FinishedSequences_OfADecoderThatWantsNoneBesideOthers_LeaveWhileNobodyRuns_ButTheLast()
    {
        var decoder = WantingNoneWarm();
        await using var engine = Of(decoder, swapBytes: 5_000);

        await Task.WhenAll(((string[])["one", "two", "six"]).Select(each => AskAsync(engine, each)));

        await decoder.QuietAsync();
        Assert.Equal(1, decoder.Held);
        foreach (var conversation in (string[])["one", "two", "six"])
            Assert.Equal(PromptLength("one conversation") - 2, (await AskAsync(engine, conversation)).Cached);
    }

    [Fact]
    public async Task FinishedSequence_ThatCannotBeSaved_IsForgottenAndHarmsNobody()
    {
        var decoder = WantingNoneWarm();
        await using var engine = Of(decoder, swapBytes: 5_000);
        await AskAsync(engine, "one");
        decoder.BeforeSave = () => throw new DecoderException("It cannot be saved.");

        await AskAsync(engine, "two");

        Assert.Equal(1, decoder.Held);
        Assert.Equal(BeforeThePrompt, (await AskAsync(engine, "one")).Cached);
    }

    [Fact]
    public async Task SwappedSequence_IsPutBackWhereAnotherMustLeaveForIt()
    {
        var decoder = ScriptedDecoder.Saying(Answer, sequences: 1, context: 2000);
        await using var engine = Of(decoder, swapBytes: 60);
        for (var round = 0; round < 5; round++)
        {
            foreach (var conversation in (string[])["one", "two"])
            {
                var usage = UsageOf(await engine.GenerateAsync(Request(conversation, conversation: conversation), default).ToListAsync());
                Assert.Equal(round == 0, usage.Cached < 20);
            }
        }
    }

    [Fact]
    public async Task SwappedSequences_BeyondTheirMemory_ForgetTheOneUsedLongestAgo()
    {
        var decoder = ScriptedDecoder.Saying(Answer, sequences: 1, context: 2000);
        await using var engine = Of(decoder, swapBytes: 100);
        foreach (var conversation in (string[])["a", "b", "c", "d"])
            await AskAsync(engine, conversation);
        Assert.True((await AskAsync(engine, "c")).Cached > 20);
        Assert.True((await AskAsync(engine, "a")).Cached < 20);
    }

    [Fact]
    public async Task CacheOfFewerTokensThanPlacesHold_MakesRoomForWhatRuns()
    {
        var decoder = new ScriptedDecoder(_ => ByteTokenizer.EndOfTurn, sequences: 4, context: 200)
        {
            Info = new DecoderInfo("scripted", "fp_0", 200, 4, ScriptedDecoder.ChatMl) { CacheTokens = 250 },
        };
        await using var engine = Of(decoder);
        foreach (var conversation in (string[])["a", "b", "c", "d"])
        {
            await engine.GenerateAsync(Request($"{conversation}{new string('x', 70)}", conversation: conversation), default).ToListAsync();
            Assert.InRange(decoder.HeldTokens, 1, 250);
        }
    }

    [Fact]
    public async Task Choices_ShareThePromptsPrefill()
    {
        var prompt = new string('p', 200);
        var request = Request(prompt) with { Choices = [new(0), new(1), new(2)] };
        var updates = await _engine.GenerateAsync(request, default).ToListAsync();
        for (var choice = 0; choice < 3; choice++)
            Assert.Equal(Answer, TextOf(updates, choice));

        // Each other choice computes the prompt's last two tokens again, to sample after them.
        Assert.Equal(PromptLength(prompt) + (3 * Answer.Length) + (2 * 2), _decoder.Computed);
        Assert.Equal(3 * Answer.Length, UsageOf(updates).Completion);
        Assert.Equal([0, 1, 2], updates.OfType<GenerationUpdate.ChoiceFinished>().Select(finished => finished.Choice).Order());
    }

    [Fact]
    public async Task Choices_MoreThanPlaces_AreAllAnswered()
    {
        var request = Request("?") with { Choices = [.. Enumerable.Range(0, 10).Select(index => new ChoiceStart(index))] };
        var updates = await _engine.GenerateAsync(request, default).ToListAsync();
        for (var choice = 0; choice < 10; choice++)
            Assert.Equal(Answer, TextOf(updates, choice));
        Assert.IsType<GenerationUpdate.Completed>(updates[^1]);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static ScriptedDecoder WantingNoneWarm()
    {
        var decoder = ScriptedDecoder.Saying(Answer, sequences: 3, context: 2000);
        decoder.Info = decoder.Info with { MostWarm = 0 };
        return decoder;
    }

    private static async Task<TokenUsage> AskAsync(DecoderEngine engine, string conversation) => UsageOf(
        await engine.GenerateAsync(Request($"{conversation} conversation", conversation: conversation), default).ToListAsync());

    private Task<TokenUsage> AskAsync(string prompt, string tenant = "proj_test", string conversation = "conv_test") =>
        AskAsync([new ChatMessage("user", prompt)], tenant, conversation);

    private async Task<TokenUsage> AskAsync(ChatMessage[] messages, string tenant = "proj_test", string conversation = "conv_test") =>
        UsageOf(await _engine.GenerateAsync(Request("", tenant, conversation) with { Prompt = new GenerationPrompt.Conversation(messages) }, default).ToListAsync());
}
