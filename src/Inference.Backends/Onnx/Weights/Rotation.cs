namespace TenantLLM.Inference.Backends.Onnx.Weights;

/// <summary>
/// An orthogonal transform R of the residual stream that spreads a large element over all of them, so that 8 bits a row lose
/// little (QuaRot, arXiv 2404.00456): signs, then a Hadamard transform over the largest power of two that divides the width,
/// then a cosine transform (DCT-II) over the rest. It costs width · log(width) where a random matrix would cost its square.
/// </summary>
internal sealed class Rotation
{
    private readonly int _inner;
    private readonly int _outer;
    private readonly float[] _signs;

    /// <summary>[outer, outer], with the Hadamard transform's 1 / √inner in it.</summary>
    private readonly float[] _mix;

    public Rotation(int width)
    {
        _inner = width & -width;
        _outer = width / _inner;
        _signs = Signs(width);
        _mix = new float[_outer * _outer];
        for (var row = 0; row < _outer; row++)
        {
            var scale = Math.Sqrt((row == 0 ? 1.0 : 2.0) / _outer / _inner);
            for (var column = 0; column < _outer; column++)
                _mix[(row * _outer) + column] = (float)(scale * Math.Cos(Math.PI * row * (column + 0.5) / _outer));
        }
    }

    /// <summary>x becomes R·x.</summary>
    public void Apply(Span<float> x)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] *= _signs[i];
        Hadamard(x);
        Mix(x, transposed: false);
    }

    /// <summary>x becomes Rᵀ·x, which undoes <see cref="Apply"/>.</summary>
    public void Undo(Span<float> x)
    {
        Mix(x, transposed: true);
        Hadamard(x);
        for (var i = 0; i < x.Length; i++)
            x[i] *= _signs[i];
    }

    private void Hadamard(Span<float> x)
    {
        for (var half = 1; half < _inner; half *= 2)
        {
            // 2 · half divides _inner, so that no pair lies across two of the parts.
            for (var start = 0; start < x.Length; start += 2 * half)
            {
                for (var i = start; i < start + half; i++)
                    (x[i], x[i + half]) = (x[i] + x[i + half], x[i] - x[i + half]);
            }
        }
    }

    private void Mix(Span<float> x, bool transposed)
    {
        var held = new float[_outer];
        for (var at = 0; at < _inner; at++)
        {
            for (var i = 0; i < _outer; i++)
                held[i] = x[(i * _inner) + at];
            for (var i = 0; i < _outer; i++)
            {
                var sum = 0f;
                for (var j = 0; j < _outer; j++)
                    sum += held[j] * (transposed ? _mix[(j * _outer) + i] : _mix[(i * _outer) + j]);
                x[(i * _inner) + at] = sum;
            }
        }
    }

    /// <summary>The same ±1 in every run: the top bits of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static float[] Signs(int width)
    {
        var signs = new float[width];
        var state = 0UL;
        for (var i = 0; i < width; i++)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            signs[i] = (long)(z ^ (z >> 31)) < 0 ? -1 : 1;
        }

        return signs;
    }
}
