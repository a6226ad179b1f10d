using System.Buffers;
using System.Text;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>The byte-level BPE tokenizer a GGUF file describes; its tokens are llama.cpp's for plain text.</summary>
internal sealed class GgufTokenizer : ITokenizer
{
    private readonly BytePairKind _kind;
    private readonly BytePairVocabulary _vocabulary;
    private readonly TokenTable _table;

    /// <exception cref="ModelLoadException">The file's tokenizer is incomplete or of a kind not supported.</exception>
    public GgufTokenizer(GgufMetadata metadata)
    {
        _kind = BytePairKind.Of(metadata);
        var tokens = metadata.Texts(GgufTokenizerKeys.Tokens);
        if (tokens.Length == 0)
            throw new ModelLoadException($"{metadata.Path}: '{GgufTokenizerKeys.Tokens}' is empty.");
        _vocabulary = new BytePairVocabulary(metadata.Path, tokens, metadata.Texts(GgufTokenizerKeys.Merges));
        _table = new TokenTable(metadata, tokens);
        if (metadata.FlagOrNull(GgufTokenizerKeys.AddBeginningOfSequence) ?? _kind.AddBeginningOfSequence)
            BeginningOfSequence = metadata.Integer(GgufTokenizerKeys.BeginningOfSequence, 0, tokens.Length - 1);
        EndOfSequence = metadata.IntegerOrNull(GgufTokenizerKeys.EndOfSequence, 0, tokens.Length - 1);
    }

    public int VocabularySize => _table.Count;

    public IReadOnlyDictionary<string, int> SpecialTokens => _table.Special;

    public int? BeginningOfSequence { get; }

    public int? EndOfSequence { get; }

    public bool IsEndOfGeneration(int token) => _table.Ends(token);

    public ReadOnlySpan<byte> Decode(int token) => _table.Bytes(token);

    public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
    {
        var merger = new BytePairMerger(_vocabulary);
        while (!text.IsEmpty)
        {
            var length = _kind.PreTokenizer.FirstWord(text);
            EncodeWord(text[..length], merger, tokens);
            text = text[length..];
        }
    }

    /// <summary>UTF-8 makes U+FFFD of half a surrogate pair.</summary>
    private void EncodeWord(ReadOnlySpan<char> word, BytePairMerger merger, ICollection<int> tokens)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(word.Length));
        var bytes = buffer.AsSpan(0, Encoding.UTF8.GetBytes(word, buffer));
        if (_kind.WholeWords && TryGetWhole(bytes, out var whole))
            tokens.Add(whole);
        else
            merger.Encode(bytes, tokens);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool TryGetWhole(ReadOnlySpan<byte> word, out int token)
    {
        // Longer than any token of any vocabulary: no need to look.
        const int LongestToken = 512;
        token = 0;
        if (word.Length > LongestToken)
            return false;
        Span<char> text = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
            text[i] = ByteLevelAlphabet.Character(word[i]);
        return _vocabulary.TryGetToken(text, out token);
    }
}
