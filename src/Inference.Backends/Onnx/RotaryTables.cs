namespace TenantLLM.Inference.Backends.Onnx;

/// <summary>Cosines and sines of the rotary embedding, [positions, head size / 2] each:
/// the angle of pair i at position p is p · scale · base^(−2i / head size) / factor i (RoFormer, arXiv 2104.09864).</summary>
internal static class RotaryTables
{
    /// <param name="shape">Base and scale.</param>
    /// <param name="factors">A divisor for each pair: 1, or what the file has for long contexts (Llama 3's <c>rope_freqs</c>).</param>
    /// <param name="cosines">Filled.</param>
    /// <param name="sines">Filled.</param>
    public static void Fill(LlamaShape shape, ReadOnlySpan<float> factors, Span<float> cosines, Span<float> sines)
    {
        var pairs = shape.HeadSize / 2;
        var frequencies = new double[pairs];
        for (var pair = 0; pair < pairs; pair++)
            frequencies[pair] = shape.RopeScale / factors[pair] * Math.Pow(shape.RopeBase, -2.0 * pair / shape.HeadSize);
        for (var at = 0; at < cosines.Length; at++)
        {
            var (position, pair) = Math.DivRem(at, pairs);
            var angle = position * frequencies[pair];
            cosines[at] = (float)Math.Cos(angle);
            sines[at] = (float)Math.Sin(angle);
        }
    }
}
