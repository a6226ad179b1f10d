using TenantLLM.TestKit.Gguf;

namespace TenantLLM.Unit.Backends.Onnx;

/// <summary>The llama forward pass in its plainest form: one token after the other, in double, with the layout of GGUF, where
/// the rotary embedding turns neighbouring pairs.</summary>
internal sealed class ReferenceLlama(TinyLlama model, Dictionary<string, float[]> weights)
{
    private readonly List<(double[] Key, double[] Value)>[] _cache =
        [.. Enumerable.Range(0, model.Layers).Select(_ => new List<(double[], double[])>())];

    /// <summary>Appends a token.</summary>
    /// <returns>The logits after it.</returns>
    public double[] Append(int token)
    {
        var x = Row("token_embd.weight", token, model.Embedding);
        for (var layer = 0; layer < model.Layers; layer++)
        {
            x = Sum(x, Multiply($"blk.{layer}.attn_output.weight", Attention(layer, Norm($"blk.{layer}.attn_norm.weight", x))));
            x = Sum(x, FeedForward(layer, Norm($"blk.{layer}.ffn_norm.weight", x)));
        }

        return Multiply(model.Tied ? "token_embd.weight" : "output.weight", Norm("output_norm.weight", x));
    }

    private double[] Attention(int layer, double[] x)
    {
        var cache = _cache[layer];
        var position = cache.Count;
        var q = Rotate(Multiply($"blk.{layer}.attn_q.weight", x), position);
        cache.Add((Rotate(Multiply($"blk.{layer}.attn_k.weight", x), position), Multiply($"blk.{layer}.attn_v.weight", x)));
        var result = new double[q.Length];
        for (var head = 0; head < model.Heads; head++)
        {
            var shared = head / (model.Heads / model.KvHeads) * model.HeadSize;
            var own = head * model.HeadSize;
            var scores = cache.Select(held => Enumerable.Range(0, model.HeadSize)
                .Sum(i => q[own + i] * held.Key[shared + i]) / Math.Sqrt(model.HeadSize)).ToArray();
            var exponentials = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
            for (var i = 0; i < model.HeadSize; i++)
                result[own + i] = cache.Select((held, at) => exponentials[at] / exponentials.Sum() * held.Value[shared + i]).Sum();
        }

        return result;
    }

    private double[] Rotate(double[] x, int position)
    {
        var rotated = new double[x.Length];
        for (var i = 0; i < x.Length; i += 2)
        {
            var angle = position * Math.Pow(model.RopeBase, -(double)(i % model.HeadSize) / model.HeadSize);
            rotated[i] = (x[i] * Math.Cos(angle)) - (x[i + 1] * Math.Sin(angle));
            rotated[i + 1] = (x[i] * Math.Sin(angle)) + (x[i + 1] * Math.Cos(angle));
        }

        return rotated;
    }

    private double[] FeedForward(int layer, double[] x)
    {
        var gate = Multiply($"blk.{layer}.ffn_gate.weight", x);
        var up = Multiply($"blk.{layer}.ffn_up.weight", x);
        return Multiply($"blk.{layer}.ffn_down.weight", [.. gate.Select((g, i) => g / (1 + Math.Exp(-g)) * up[i])]);
    }

    private double[] Norm(string name, double[] x)
    {
        var scale = 1 / Math.Sqrt((x.Sum(v => v * v) / x.Length) + model.Epsilon);
        return [.. x.Select((v, i) => v * scale * weights[name][i])];
    }

    private double[] Multiply(string name, double[] x) =>
        [.. Enumerable.Range(0, weights[name].Length / x.Length)
            .Select(row => Row(name, row, x.Length).Select((weight, i) => weight * x[i]).Sum())];

    private double[] Row(string name, int row, int width) =>
        [.. weights[name].AsSpan(row * width, width).ToArray().Select(value => (double)value)];

    private static double[] Sum(double[] a, double[] b) => [.. a.Select((value, i) => value + b[i])];
}
