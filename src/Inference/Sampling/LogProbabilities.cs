using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Text;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Sampling;

/// <summary>How likely tokens are under the model's own distribution: the softmax of its logits as they are. Its memory is reused: one
/// a scheduler thread.</summary>
internal sealed class LogProbabilities(ITokenizer tokenizer)
{
    /// <summary>Control tokens stand for no bytes of an answer; here they are told by name.</summary>
    private readonly Dictionary<int, byte[]> _names = tokenizer.SpecialTokens
        .DistinctBy(token => token.Value)
        .ToDictionary(token => token.Value, token => Encoding.UTF8.GetBytes(token.Key));

    private readonly TopTokens _top = new();
    private readonly float[] _exponentials = new float[tokenizer.VocabularySize];

    /// <param name="logits">A row, finite.</param>
    /// <param name="token">The token that was chosen.</param>
    /// <param name="top">How many of the likeliest are wanted beside it.</param>
    public TokenLogProb Of(ReadOnlySpan<float> logits, int token, int top)
    {
        var largest = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, largest, _exponentials);
        TensorPrimitives.Exp(_exponentials, _exponentials);
        var normalizer = largest + MathF.Log(TensorPrimitives.Sum<float>(_exponentials));
        var alternatives = ImmutableArray.CreateBuilder<TokenLogProb>(top);
        foreach (var likely in _top.Select(logits, top))
            alternatives.Add(One(likely, logits[likely] - normalizer));
        return One(token, logits[token] - normalizer) with { Top = alternatives.DrainToImmutable() };
    }

    private TokenLogProb One(int token, float logProb) =>
        new(_names.TryGetValue(token, out var name) ? name : tokenizer.Decode(token).ToArray(), logProb);
}
