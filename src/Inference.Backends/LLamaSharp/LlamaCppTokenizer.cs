using System.Text;
using LLama.Native;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Backends.LLamaSharp;

/// <summary>The vocabulary of a model as llama.cpp reads it, for kinds that <see cref="Tokenization.GgufTokenizer"/> does not know:
/// SentencePiece, unigram, and byte pairs cut otherwise.</summary>
internal sealed class LlamaCppTokenizer : ITokenizer
{
    private readonly SafeLlamaModelHandle _model;
    private readonly byte[][] _pieces;
    private readonly bool[] _ends;
    private readonly Dictionary<string, int> _special = [];

    /// <param name="model">The model, which must outlive this.</param>
    /// <param name="texts">The tokens as the file writes them.</param>
    public LlamaCppTokenizer(SafeLlamaModelHandle model, string[] texts)
    {
        _model = model;
        var vocabulary = model.Vocab;
        _pieces = new byte[vocabulary.Count][];
        _ends = new bool[vocabulary.Count];
        for (var token = 0; token < _pieces.Length; token++)
        {
            _pieces[token] = Piece(token);
            _ends[token] = ((LLamaToken)token).IsEndOfGeneration(vocabulary);
            if ((((LLamaToken)token).GetAttributes(vocabulary) & (LLamaTokenAttr.Control | LLamaTokenAttr.UserDefined)) != 0)
                _special[texts[token]] = token;
        }

        BeginningOfSequence = vocabulary.ShouldAddBOS ? (int?)vocabulary.BOS : null;
        EndOfSequence = (int?)vocabulary.EOS;
    }

    public int VocabularySize => _pieces.Length;

    public IReadOnlyDictionary<string, int> SpecialTokens => _special;

    public int? BeginningOfSequence { get; }

    public int? EndOfSequence { get; }

    public bool IsEndOfGeneration(int token) => _ends[token];

    public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
    {
        // A request may still be encoded while its model is unloaded.
        var held = false;
        try
        {
            _model.DangerousAddRef(ref held);
            foreach (var token in _model.Tokenize(text.ToString(), addBos: false, special: false, Encoding.UTF8))
                tokens.Add((int)token);
        }
        finally
        {
            if (held)
                _model.DangerousRelease();
        }
    }

    public ReadOnlySpan<byte> Decode(int token) => _pieces[token];

    private byte[] Piece(int token)
    {
        Span<byte> buffer = stackalloc byte[256];
        var length = (int)_model.TokenToSpan(token, buffer);
        if (length <= buffer.Length)
            return buffer[..length].ToArray();
        var piece = new byte[length];
        _model.TokenToSpan(token, piece);
        return piece;
    }
}
