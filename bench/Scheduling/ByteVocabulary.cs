using System.Text;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Bench.Scheduling;

/// <summary>A token a byte, and one that ends a turn.</summary>
internal sealed class ByteVocabulary : ITokenizer
{
    private const int EndOfTurn = 256;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    public int VocabularySize => 257;

    public IReadOnlyDictionary<string, int> SpecialTokens { get; } = new Dictionary<string, int> { ["<|end|>"] = EndOfTurn };

    public int? BeginningOfSequence => null;

    public int? EndOfSequence => EndOfTurn;

    public bool IsEndOfGeneration(int token) => token == EndOfTurn;

    public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text.ToString()))
            tokens.Add(value);
    }

    public ReadOnlySpan<byte> Decode(int token) => token < EndOfTurn ? Bytes.AsSpan(token, 1) : [];
}
