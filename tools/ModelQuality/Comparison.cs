using System.Numerics.Tensors;

namespace TenantLLM.ModelQuality;

/// <summary>Sums over tokens of what a model's logits say of the text and of the reference's.</summary>
internal sealed class Comparison
{
    private double _surprise;
    private double _divergence;
    private int _agreements;

    public int Tokens { get; private set; }

    /// <summary>exp of the mean of −log p(the text's next token).</summary>
    public double Perplexity => Math.Exp(_surprise / Tokens);

    /// <summary>The mean of Σ p · log(p / q), p the reference's probabilities and q the model's.</summary>
    public double Divergence => _divergence / Tokens;

    /// <summary>The part of the tokens where both think the same token most likely.</summary>
    public double Agreement => (double)_agreements / Tokens;

    /// <summary>Turns logits into log-probabilities.</summary>
    public static void Normalize(ReadOnlySpan<float> logits, Span<float> logProbabilities)
    {
        var largest = TensorPrimitives.Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - largest);
        TensorPrimitives.Subtract(logits, (float)(largest + Math.Log(sum)), logProbabilities);
    }

    public void Add(ReadOnlySpan<float> reference, ReadOnlySpan<float> model, int next)
    {
        Tokens++;
        _surprise -= model[next];
        for (var token = 0; token < model.Length; token++)
            _divergence += Math.Exp(reference[token]) * (reference[token] - model[token]);
        _agreements += TensorPrimitives.IndexOfMax(reference) == TensorPrimitives.IndexOfMax(model) ? 1 : 0;
    }
}
