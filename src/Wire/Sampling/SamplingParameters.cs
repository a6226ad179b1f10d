using System.Collections.ObjectModel;
using TenantLLM.Wire.Reading;

namespace TenantLLM.Wire.Sampling;

/// <summary>How the tokens of chat completions and of completions are chosen; null: as if it did not exist.</summary>
public sealed record SamplingParameters
{
    /// <summary>All at their defaults.</summary>
    public static SamplingParameters Default { get; } = new();

    /// <summary>0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Added to the logits of tokens, by token id. At most 1,024, each -100 to 100; an id may be no token of the model.</summary>
    public IReadOnlyDictionary<int, double> LogitBias { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    public long? Seed { get; init; }

    /// <summary>Not OpenAI's, as in vLLM and llama.cpp: the most likely tokens to choose from; 0: all.</summary>
    public int? TopK { get; init; }

    /// <summary>Not OpenAI's, as in vLLM and llama.cpp: how likely a token must be, as a share of the likeliest one's probability. 0 to
    /// 1.</summary>
    public double? MinP { get; init; }

    /// <summary>Not OpenAI's, as in vLLM: divides the logits of tokens that prompt or answer have already. 0.01 to 10.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>At most four, none empty.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    internal static SamplingParameters Read(ObjectReader fields) => new()
    {
        Temperature = fields.Number("temperature", 0, 2),
        TopP = fields.Number("top_p", 0, 1),
        FrequencyPenalty = fields.Number("frequency_penalty", -2, 2),
        PresencePenalty = fields.Number("presence_penalty", -2, 2),
        LogitBias = fields.TokenBiases("logit_bias", RequestLimits.MostBiases, -100, 100),
        Seed = fields.Integer("seed"),
        TopK = (int?)fields.Integer("top_k", 0, int.MaxValue),
        MinP = fields.Number("min_p", 0, 1),
        RepetitionPenalty = fields.Number("repetition_penalty", RequestLimits.LeastRepetitionPenalty, 10),
        Stop = fields.OneOrMoreTexts("stop", RequestLimits.MostStops),
    };
}
