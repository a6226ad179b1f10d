using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Sampling;
using TenantLLM.TestKit.Decoding;
using Xunit;
using static TenantLLM.Unit.Inference.Scheduling.ScriptedEngine;

namespace TenantLLM.Unit.Inference.Scheduling;

public sealed class DeterminismTests
{
    [Fact]
    public async Task Determinism_SameSeed_GivesTheSameTextWhateverElseRuns()
    {
        var request = Request("Babble") with { Sampling = new SamplingOptions { Seed = 5, TopP = 0.95f }, MaxTokens = 60 };
        await using var quiet = Of(ScriptedDecoder.Babbling());
        var alone = TextOf(await quiet.GenerateAsync(request, default).ToListAsync());

        await using var busy = Of(ScriptedDecoder.Babbling());
        var others = Enumerable.Range(0, 20).Select(index => busy
            .GenerateAsync(Request($"other {index} {new string('x', 10 * index)}") with { Sampling = new SamplingOptions(), MaxTokens = 50 }, default)
            .ToListAsync().AsTask()).ToArray();
        var beside = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => TextOf(await busy.GenerateAsync(request, default).ToListAsync())));
        await Task.WhenAll(others);

        Assert.All(beside, text => Assert.Equal(alone, text));
    }

    [Fact]
    public async Task Determinism_Choices_DifferFromEachOtherAndNotFromRunToRun()
    {
        var request = Request("Babble") with
        {
            Sampling = new SamplingOptions { Seed = 5 },
            MaxTokens = 30,
            Choices = [new(0), new(1), new(2)],
        };
        var first = await TextsAsync(request);
        Assert.Equal(first, await TextsAsync(request));
        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first[0], Assert.Single(await TextsAsync(request with { Choices = [new(0)] })));
    }

    [Fact]
    public async Task LogProbs_ComeWithEachToken_AndAreTheModelsOwn()
    {
        var request = Request("Babble") with
        {
            Sampling = new SamplingOptions { Seed = 5, Temperature = 0.1f, PresencePenalty = 2 },
            MaxTokens = 30,
            TopLogProbs = 5,
        };
        await using var engine = Of(ScriptedDecoder.Babbling());
        var deltas = (await engine.GenerateAsync(request, default).ToListAsync()).OfType<GenerationUpdate.TextDelta>().ToList();

        Assert.All(deltas, delta => Assert.Equal(delta.Tokens.Length, delta.LogProbs.Length));
        foreach (var (token, logProb) in deltas.SelectMany(delta => delta.Tokens.Zip(delta.LogProbs)))
        {
            Assert.Equal([(byte)token], logProb.Bytes.ToArray());
            Assert.Equal(5, logProb.Top.Length);
            Assert.Equal(logProb.Top.Select(top => top.LogProb).OrderDescending(), logProb.Top.Select(top => top.LogProb));
            Assert.True(logProb.LogProb <= logProb.Top[0].LogProb + 1e-6 && logProb.LogProb < 0);
        }
    }

    private static async Task<string[]> TextsAsync(GenerationRequest request)
    {
        await using var engine = Of(ScriptedDecoder.Babbling());
        var updates = await engine.GenerateAsync(request, default).ToListAsync();
        return [.. request.Choices.Select(choice => TextOf(updates, choice.Index))];
    }
}
