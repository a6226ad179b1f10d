using System.Text;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Unit.Inference.ChatTemplates;

/// <summary>A vocabulary of one token a character, and special tokens from 100,000 on in the order given.</summary>
internal sealed class CharacterTokenizer : ITokenizer
{
    private const int FirstSpecial = 100_000;
    private readonly string[] _special;
    private readonly string[] _endings;

    /// <param name="special">The special tokens.</param>
    /// <param name="beginning">The one that begins a sequence.</param>
    /// <param name="endings">Those that end a turn.</param>
    public CharacterTokenizer(string[] special, string? beginning = null, params string[] endings)
    {
        _special = special;
        _endings = endings;
        SpecialTokens = special.Index().ToDictionary(token => token.Item, token => FirstSpecial + token.Index);
        BeginningOfSequence = beginning is null ? null : SpecialTokens[beginning];
    }

    public int VocabularySize => FirstSpecial + _special.Length;

    public IReadOnlyDictionary<string, int> SpecialTokens { get; }

    public int? BeginningOfSequence { get; }

    public int? EndOfSequence => _endings.Length > 0 ? SpecialTokens[_endings[0]] : null;

    public bool IsEndOfGeneration(int token) => IsSpecial(token) && _endings.Contains(_special[token - FirstSpecial]);

    public static bool IsSpecial(int token) => token >= FirstSpecial;

    public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
    {
        foreach (var character in text)
            tokens.Add(character);
    }

    public ReadOnlySpan<byte> Decode(int token) => token <= char.MaxValue ? Encoding.UTF8.GetBytes([(char)token]) : [];

    /// <summary>The text of tokens, special ones included.</summary>
    public string Text(IEnumerable<int> tokens) =>
        string.Concat(tokens.Select(token => IsSpecial(token) ? _special[token - FirstSpecial] : ((char)token).ToString()));
}
