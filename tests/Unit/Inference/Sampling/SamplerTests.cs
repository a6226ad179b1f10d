using System.Collections.Immutable;
using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Sampling;
using Xunit;

namespace TenantLLM.Unit.Inference.Sampling;

public sealed class SamplerTests
{
    private const int Times = 20_000;

    private static readonly float[] Logits = [1f, 3f, 2f, -5f];

    private readonly Sampler _sampler = new(Logits.Length);

    [Theory]
    [InlineData(0)]
    [InlineData(float.Epsilon)]
    public void Sample_TemperatureZeroOrTiny_TakesTheMostLikely(float temperature) =>
        Assert.All(Draw(new SamplingOptions { Temperature = temperature }, 50), token => Assert.Equal(1, token));

    [Fact]
    public void Sample_TemperatureOne_DrawsByProbability() => AssertShares(Logits, Draw(new SamplingOptions(), Times));

    [Fact]
    public void Sample_Temperature_DividesTheLogits() =>
        AssertShares(Logits.Select(logit => logit / 2), Draw(new SamplingOptions { Temperature = 2 }, Times));

    [Theory]
    [InlineData(0.0f, 1)]
    [InlineData(0.5f, 1)]
    [InlineData(0.8f, 2)]
    [InlineData(0.999f, 3)]
    public void Sample_TopP_DrawsFromTheNucleusOnly(float topP, int nucleus) =>
        Assert.Equal(nucleus, Draw(new SamplingOptions { TopP = topP }, 5_000).Distinct().Count());

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 0, 1, 2 })]
    [InlineData(9, new[] { 0, 1, 2, 3 })]
    public void Sample_TopK_DrawsFromTheLikeliestOnly(int topK, int[] expected) =>
        Assert.Equal(expected, Draw(new SamplingOptions { TopK = topK, Temperature = 2 }, Times).Distinct().Order());

    [Fact]
    public void Sample_TopKThenTopP_TakesTheNucleusOfWhatTopKLeft() =>
        Assert.Equal([1], Draw(new SamplingOptions { TopK = 2, TopP = 0.7f }, 2_000).Distinct());

    [Theory]
    [InlineData(0.5f, 1)]
    [InlineData(0.3f, 2)]
    [InlineData(0.1f, 3)]
    [InlineData(0.0001f, 4)]
    public void Sample_MinP_DrawsWhatIsThatLikelyAgainstTheLikeliest(float minP, int left) =>
        Assert.Equal(left, Draw(new SamplingOptions { MinP = minP }, Times * 2).Distinct().Count());

    [Fact]
    public void Sample_LogitBias_IsAddedToTheLogit() => AssertShares(
        [1, 3, 2, 2],
        Draw(new SamplingOptions { LogitBias = ImmutableDictionary<int, float>.Empty.Add(3, 7) }, Times));

    [Fact]
    public void Sample_LogitBiasBeyondTheVocabulary_ChangesNothing() => Assert.Equal(
        Draw(new SamplingOptions(), 50),
        Draw(new SamplingOptions { LogitBias = ImmutableDictionary<int, float>.Empty.Add(99, 7) }, 50));

    [Fact]
    public void Sample_FrequencyPenalty_GrowsWithEachTimeTheAnswerHasTheToken()
    {
        // 3 - 0.6 a time: after two the next likeliest is ahead.
        var options = new SamplingOptions { Temperature = 0, FrequencyPenalty = 0.6f };
        Assert.Equal([1, 1, 2, 1], Draw(options, 4));
    }

    [Fact]
    public void Sample_PresencePenalty_IsTakenOnce()
    {
        var options = new SamplingOptions { Temperature = 0, PresencePenalty = 1.5f };
        Assert.Equal([1, 2, 1, 1], Draw(options, 4));
    }

    [Fact]
    public void Sample_RepetitionPenalty_MindsThePromptToo()
    {
        var options = new SamplingOptions { Temperature = 0, RepetitionPenalty = 2 };
        Assert.Equal(2, _sampler.Sample(Logits, new SamplingState(options, 1, 0, [1])));
        Assert.Equal(1, _sampler.Sample(Logits, new SamplingState(options, 1, 0, [])));
        Assert.Equal(0, _sampler.Sample([-1, -1.5f, -1.5f, -9], new SamplingState(options, 1, 0, [1])));
    }

    [Fact]
    public void Sample_SameSeedChoiceAndPosition_GivesTheSameToken() =>
        Assert.Equal(Draw(new SamplingOptions(), 100, seed: 42), Draw(new SamplingOptions(), 100, seed: 42));

    [Fact]
    public void Sample_OtherSeedOrChoice_GivesOtherTokens()
    {
        var one = Draw(new SamplingOptions(), 100, seed: 1);
        Assert.NotEqual(one, Draw(new SamplingOptions(), 100, seed: 2));
        Assert.NotEqual(one, Draw(new SamplingOptions(), 100, seed: 1, choice: 1));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Sample_LogitsNotFinite_Throws(float logit) =>
        Assert.Throws<DecoderException>(() => _sampler.Sample([0, logit, 0, 0], new SamplingState(SamplingOptions.Default, 1, 0, [])));

    [Fact]
    public void Sample_MaskedLogits_AreNeverDrawn()
    {
        var masked = new[] { float.NegativeInfinity, 0f, float.NegativeInfinity, 0f };
        Assert.All(Draw(SamplingOptions.Default, 500, logits: masked), token => Assert.True(token is 1 or 3));
    }

    private int[] Draw(SamplingOptions options, int times, long seed = 12345, int choice = 0, float[]? logits = null)
    {
        var state = new SamplingState(options, seed, choice, []);
        var tokens = new int[times];
        for (var position = 0; position < times; position++)
        {
            tokens[position] = _sampler.Sample(logits ?? Logits, state);
            state.Count(tokens[position]);
        }

        return tokens;
    }

    private static void AssertShares(IEnumerable<float> logits, int[] tokens)
    {
        var weights = logits.Select(logit => Math.Exp(logit)).ToArray();
        for (var token = 0; token < weights.Length; token++)
            Assert.Equal(weights[token] / weights.Sum(), tokens.Count(drawn => drawn == token) / (double)tokens.Length, tolerance: 0.01);
    }
}
