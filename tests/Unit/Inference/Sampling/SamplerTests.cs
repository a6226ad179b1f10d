using TenantLLM.Inference.Decoding;
using TenantLLM.Inference.Sampling;
using Xunit;

namespace TenantLLM.Unit.Inference.Sampling;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2f, -5f];

    private readonly Sampler _sampler = new(Logits.Length);

    [Fact]
    public void Sample_TemperatureZero_TakesTheMostLikely()
    {
        var options = new SamplingOptions { Temperature = 0 };
        Assert.All(Enumerable.Range(0, 50), position => Assert.Equal(1, _sampler.Sample(Logits, options, seed: 7, 0, position)));
    }

    [Fact]
    public void Sample_TinyTemperature_TakesTheMostLikely()
    {
        var options = new SamplingOptions { Temperature = float.Epsilon };
        Assert.Equal(1, _sampler.Sample(Logits, options, seed: 7, 0, 0));
    }

    [Fact]
    public void Sample_TemperatureOne_DrawsByProbability()
    {
        var counts = Draw(new SamplingOptions(), 20_000);
        var weights = Logits.Select(logit => Math.Exp(logit)).ToArray();
        for (var token = 0; token < Logits.Length; token++)
            Assert.Equal(weights[token] / weights.Sum(), counts[token] / 20_000.0, tolerance: 0.01);
    }

    [Theory]
    [InlineData(0.0f, 1)]
    [InlineData(0.5f, 1)]
    [InlineData(0.8f, 2)]
    [InlineData(0.999f, 3)]
    public void Sample_TopP_DrawsFromTheNucleusOnly(float topP, int nucleus)
    {
        var counts = Draw(new SamplingOptions { TopP = topP }, 5_000);
        Assert.Equal(nucleus, counts.Count(count => count > 0));
    }

    [Fact]
    public void Sample_SameSeedChoiceAndPosition_GivesTheSameToken()
    {
        var options = new SamplingOptions();
        var first = Enumerable.Range(0, 100).Select(position => _sampler.Sample(Logits, options, 42, 0, position)).ToList();
        var backwards = Enumerable.Range(0, 100).Reverse().Select(position => new Sampler(4).Sample(Logits, options, 42, 0, position));
        Assert.Equal(first, backwards.Reverse());
    }

    [Fact]
    public void Sample_OtherSeed_GivesOtherTokens()
    {
        var options = new SamplingOptions();
        var one = Enumerable.Range(0, 100).Select(position => _sampler.Sample(Logits, options, 1, 0, position)).ToList();
        var two = Enumerable.Range(0, 100).Select(position => _sampler.Sample(Logits, options, 2, 0, position)).ToList();
        Assert.NotEqual(one, two);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Sample_LogitsNotFinite_Throws(float logit) =>
        Assert.Throws<DecoderException>(() => _sampler.Sample([0, logit, 0, 0], SamplingOptions.Default, 1, 0, 0));

    [Fact]
    public void Sample_MaskedLogits_AreNeverDrawn()
    {
        var masked = new[] { float.NegativeInfinity, 0f, float.NegativeInfinity, 0f };
        for (var position = 0; position < 500; position++)
            Assert.True(_sampler.Sample(masked, SamplingOptions.Default, 3, 0, position) is 1 or 3);
    }

    private int[] Draw(SamplingOptions options, int times)
    {
        var counts = new int[Logits.Length];
        for (var position = 0; position < times; position++)
            counts[_sampler.Sample(Logits, options, seed: 12345, choice: 0, position)]++;
        return counts;
    }
}
