using System.Text;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster;

/// <summary>What a request says of sampling reaches the engine on another silo, and what it asks to be told comes back.</summary>
public sealed class SessionSamplingTests
{
    private static readonly SessionRequest Greedy = new()
    {
        ResponseId = "a1",
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", "?")]),
        Temperature = 0,
        MaxTokens = 4,
        KeepTurn = false,
    };

    private static readonly (SessionRequest Request, string Answer)[] Answers =
    [
        (Greedy, "aaaa"),
        (Greedy with { LogitBias = [new('a', -100), new(1_000_000, 100)] }, "bbbb"),
        (Greedy with { FrequencyPenalty = 1 }, "abab"),
        (Greedy with { PresencePenalty = 1 }, "abaa"),

        // The prompt has an a already: "assistant".
        (Greedy with { RepetitionPenalty = 2 }, "baaa"),
        (Greedy with { Temperature = 2, TopK = 1 }, "aaaa"),
        (Greedy with { Temperature = 2, MinP = 1 }, "aaaa"),
        (Greedy with { Temperature = 2, TopP = 0.01f }, "aaaa"),
    ];

    [Fact]
    public async Task Generate_WithEachOption_SamplesAsItSays()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => new ScriptedDecoder((_, logits) =>
        {
            logits['a'] = 3;
            logits['b'] = 2.5f;
        }));

        foreach (var (request, answer) in Answers)
        {
            var updates = await cluster.Session("proj_1", "conv_1").GenerateAsync(request, default).ToListAsync();
            Assert.Equal(answer, string.Concat(updates.Select(update => update.Text)));
            Assert.All(updates, update => Assert.Null(update.LogProbs));
        }
    }

    [Fact]
    public async Task Generate_SeveralChoices_StreamsAllAndKeepsThemAsBranches()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => new ScriptedDecoder(Letters));
        var session = cluster.Session("proj_1", "conv_1");

        var updates = await session.GenerateAsync(
            Greedy with { Temperature = 1, Seed = 7, MaxTokens = 8, Choices = 3, KeepTurn = true }, default).ToListAsync();

        var texts = Enumerable.Range(0, 3)
            .Select(choice => string.Concat(updates.Where(update => update.Choice == choice).Select(update => update.Text)))
            .ToList();
        Assert.All(texts, text => Assert.Matches("^[a-d]{8}$", text));
        Assert.Equal(3, texts.Distinct().Count());
        Assert.Equal([0, 1, 2], updates.Where(update => update.Kind == SessionUpdateKind.ChoiceFinished).Select(update => update.Choice).Order());
        Assert.Equal(24, updates[^1].End!.Usage.CompletionTokens);
        var items = await session.GetItemsAsync();
        Assert.Equal(["?", .. texts], items.Select(item => item.Message.Content));
        Assert.Equal([null, 0, 0, 0], items.Select(item => item.ParentPosition));
    }

    [Fact]
    public async Task Generate_WithLogProbs_TellsThemOfEveryToken()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => new ScriptedDecoder(Letters));

        var updates = await cluster.Session("proj_1", "conv_1").GenerateAsync(Greedy with { TopLogProbs = 2 }, default).ToListAsync();

        var tokens = updates.Where(update => update.LogProbs is not null).SelectMany(update => update.LogProbs!.Tokens).ToList();
        Assert.Equal("aaaa", string.Concat(tokens.Select(TextOf)));
        Assert.All(tokens, token =>
        {
            Assert.Equal(["a", "b"], token.Top.Select(TextOf));
            Assert.Equal(token.LogProb, token.Top[0].LogProb);
            Assert.InRange(token.LogProb, MathF.Log(0.25f), MathF.Log(0.26f));
        });
    }

    private static string TextOf(SessionTokenLogProb token) => Encoding.UTF8.GetString(token.Bytes.Span);

    /// <summary>One of four letters, the first a little likelier.</summary>
    private static void Letters(IReadOnlyList<int> tokens, Span<float> logits)
    {
        logits.Fill(-50);
        for (var letter = 'a'; letter <= 'd'; letter++)
            logits[letter] = letter == 'a' ? 0.01f : 0;
    }
}
