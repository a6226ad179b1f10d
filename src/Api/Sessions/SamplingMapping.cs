using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Wire.Sampling;

namespace TenantLLM.Api.Sessions;

/// <summary>Between OpenAI's sampling parameters and those of sessions.</summary>
internal static class SamplingMapping
{
    /// <summary>The request with its tokens chosen so.</summary>
    public static SessionRequest Sampled(this SessionRequest request, SamplingParameters sampling) => request with
    {
        Temperature = (float)(sampling.Temperature ?? 1),
        TopP = (float)(sampling.TopP ?? 1),
        FrequencyPenalty = (float)(sampling.FrequencyPenalty ?? 0),
        PresencePenalty = (float)(sampling.PresencePenalty ?? 0),
        RepetitionPenalty = (float)(sampling.RepetitionPenalty ?? 1),
        LogitBias = [.. sampling.LogitBias.Select(bias => new SessionLogitBias(bias.Key, (float)bias.Value))],
        TopK = sampling.TopK ?? 0,
        MinP = (float)(sampling.MinP ?? 0),
        Seed = sampling.Seed,
        StopSequences = [.. sampling.Stop],
    };
}
