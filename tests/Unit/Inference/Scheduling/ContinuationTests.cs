using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

/// <summary>A generation that starts from tokens emitted elsewhere goes on as if it had never stopped.</summary>
public sealed class ContinuationTests
{
    public static TheoryData<string, SamplingOptions> Samplings => new()
    {
        { "greedy", new SamplingOptions { Temperature = 0 } },
        { "seeded", new SamplingOptions { Seed = 7 } },
        { "nucleus", new SamplingOptions { Seed = 8, TopP = 0.9f, TopK = 50, Temperature = 1.3f } },
        { "penalties", new SamplingOptions { Seed = 9, FrequencyPenalty = 1, PresencePenalty = 1, RepetitionPenalty = 1.5f } },
    };

    [Theory]
    [MemberData(nameof(Samplings))]
    public async Task Continuation_AtAnyUpdate_SamplesTheSameTokensAndText(string name, SamplingOptions sampling)
    {
        _ = name;
        var request = Request("Babble") with { Sampling = sampling, MaxTokens = 40, StopSequences = ["zq", "\u0007"] };
        var whole = await RunAsync(request);
        for (var cut = 0; cut <= whole.Count; cut++)
        {
            var emitted = whole[..cut].SelectMany(delta => delta.Tokens).ToArray();
            var rest = await RunAsync(request with { Choices = [ChoiceStart.First with { Emitted = [.. emitted] }] });
            Assert.Equal(whole[cut..].SelectMany(delta => delta.Tokens), rest.SelectMany(delta => delta.Tokens));
            Assert.Equal(string.Concat(whole[cut..].Select(delta => delta.Text)), string.Concat(rest.Select(delta => delta.Text)));
        }
    }

    [Fact]
    public async Task Continuation_OfSomeChoices_GoesOnWithThose()
    {
        var request = Request("Babble") with
        {
            Sampling = new SamplingOptions { Seed = 3 },
            MaxTokens = 20,
            Choices = [new(0), new(1), new(2)],
        };
        await using var engine = Of(ScriptedDecoder.Babbling());
        var whole = await engine.GenerateAsync(request, default).ToListAsync();
        var emitted = TokensOf(whole, 2)[..5];

        await using var other = Of(ScriptedDecoder.Babbling());
        var rest = await other.GenerateAsync(request with { Choices = [new ChoiceStart(2) { Emitted = [.. emitted] }] }, default).ToListAsync();

        Assert.Equal(TokensOf(whole, 2)[5..], TokensOf(rest, 2));
        Assert.Equal(TokensOf(whole, 2).Length, UsageOf(rest).Completion);
    }

    [Fact]
    public async Task Continuation_OfAnAnswerThatHadEnded_EndsAtOnce()
    {
        var request = Request("?") with { MaxTokens = 3, Choices = [ChoiceStart.First with { Emitted = [97, 97, 97] }] };
        await using var engine = Of(ScriptedDecoder.Endless());
        var updates = await engine.GenerateAsync(request, default).ToListAsync();
        Assert.Equal(
            [
                new GenerationUpdate.Started(PromptLength("?")),
                new GenerationUpdate.ChoiceFinished(0, FinishReason.Length),
                new GenerationUpdate.Completed(new TokenUsage(PromptLength("?"), 0, 3)),
            ],
            updates);
    }

    private static async Task<List<GenerationUpdate.TextDelta>> RunAsync(GenerationRequest request)
    {
        await using var engine = Of(ScriptedDecoder.Babbling());
        return [.. (await engine.GenerateAsync(request, default).ToListAsync()).OfType<GenerationUpdate.TextDelta>()];
    }

    private static int[] TokensOf(IEnumerable<GenerationUpdate> updates, int choice) =>
        [.. updates.OfType<GenerationUpdate.TextDelta>().Where(delta => delta.Choice == choice).SelectMany(delta => delta.Tokens)];
}
