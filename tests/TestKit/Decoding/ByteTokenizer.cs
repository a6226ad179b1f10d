using System.Text;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.TestKit.Decoding;

/// <summary>A token a byte, and three special ones of ChatML.</summary>
public sealed class ByteTokenizer : ITokenizer
{
    public const int StartOfTurn = 256;
    public const int EndOfTurn = 257;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    public int VocabularySize => 258;

    public IReadOnlyDictionary<string, int> SpecialTokens { get; } = new Dictionary<string, int>
    {
        ["<|im_start|>"] = StartOfTurn,
        ["<|im_end|>"] = EndOfTurn,
    };

    public int? BeginningOfSequence => null;

    public int? EndOfSequence => EndOfTurn;

    public bool IsEndOfGeneration(int token) => token == EndOfTurn;

    public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
    {
        foreach (var value in Encoding.UTF8.GetBytes(text.ToString()))
            tokens.Add(value);
    }

    public ReadOnlySpan<byte> Decode(int token) => token < 256 ? Bytes.AsSpan(token, 1) : [];
}
