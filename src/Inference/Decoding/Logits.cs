namespace TenantLLM.Inference.Decoding;

/// <summary>Rows of unnormalized log-probabilities over the vocabulary, in a buffer that belongs to the decoder.</summary>
/// <param name="values">The rows, one after the other.</param>
/// <param name="vocabularySize">Floats in a row.</param>
public readonly ref struct Logits(ReadOnlySpan<float> values, int vocabularySize)
{
    private readonly ReadOnlySpan<float> _values = values;

    public int Rows => _values.Length / vocabularySize;

    public ReadOnlySpan<float> this[int row] => _values.Slice(row * vocabularySize, vocabularySize);
}
