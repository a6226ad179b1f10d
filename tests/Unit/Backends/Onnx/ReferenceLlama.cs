using TenantLLM.TestKit.Gguf;

namespace TenantLLM.Unit.Backends.Onnx;

/// <summary>The forward pass of the llama family in its plainest form: one token after the other, in double, with the layout of
/// GGUF, where the rotary embedding turns neighbouring pairs for llama and pairs half a head apart for the others.</summary>
internal sealed class ReferenceLlama(TinyLlama model, Dictionary<string, float[]> weights)
{
    private readonly List<(double[] Key, double[] Value)>[] _cache =
        [.. Enumerable.Range(0, model.Layers).Select(_ => new List<(double[], double[])>())];

    /// <summary>Appends a token.</summary>
    /// <returns>The logits after it.</returns>
    public double[] Append(int token) => Multiply(model.Tied ? "token_embd.weight" : "output.weight", AppendHidden(token));

    /// <summary>Appends a token.</summary>
    /// <returns>The hidden state after the last norm.</returns>
    public double[] AppendHidden(int token)
    {
        var x = Row("token_embd.weight", token, model.Embedding);
        for (var layer = 0; layer < model.Layers; layer++)
        {
            x = Sum(x, Multiply($"blk.{layer}.attn_output.weight", Attention(layer, Norm($"blk.{layer}.attn_norm.weight", x))));
            x = Sum(x, FeedForward(layer, Norm($"blk.{layer}.ffn_norm.weight", x)));
        }

        return Norm("output_norm.weight", x);
    }

    private double[] Attention(int layer, double[] x)
    {
        var cache = _cache[layer];
        var position = cache.Count;
        var q = Rotate(Heads(layer, "q", x), position);
        cache.Add((Rotate(Heads(layer, "k", x), position), Heads(layer, "v", x)));
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

    /// <summary>Queries, keys or values, with what the architecture does to them before the rotary embedding.</summary>
    private double[] Heads(int layer, string kind, double[] x)
    {
        var heads = Multiply($"blk.{layer}.attn_{kind}.weight", x);
        if (model.Biases)
            heads = [.. heads.Zip(weights[$"blk.{layer}.attn_{kind}.bias"], (value, bias) => value + bias)];
        return model.HeadNorms && kind != "v"
            ? [.. heads.Chunk(model.HeadSize).SelectMany(head => Norm($"blk.{layer}.attn_{kind}_norm.weight", head))]
            : heads;
    }

    private double[] Rotate(double[] x, int position)
    {
        var rotated = new double[x.Length];
        for (var pair = 0; pair < x.Length / 2; pair++)
        {
            var (head, at) = Math.DivRem(pair, model.HeadSize / 2);
            var start = head * model.HeadSize;
            var (a, b) = model.InterleavedRotary
                ? (start + (2 * at), start + (2 * at) + 1)
                : (start + at, start + at + (model.HeadSize / 2));
            var factor = model.RopeFactors ? weights["rope_freqs.weight"][at] : 1;
            var angle = position / factor * Math.Pow(model.RopeBase, -2.0 * at / model.HeadSize);
            rotated[a] = (x[a] * Math.Cos(angle)) - (x[b] * Math.Sin(angle));
            rotated[b] = (x[a] * Math.Sin(angle)) + (x[b] * Math.Cos(angle));
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
