using System.Runtime.InteropServices;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>
/// Symbols and merges of a byte-level BPE. A symbol's number is the id of the token with its text; what no token spells, a
/// merge may still pass through: such symbols are numbered from <see cref="TokenCount"/> on.
/// </summary>
internal sealed class BytePairVocabulary
{
    private readonly Dictionary<string, int> _symbols;
    private readonly Dictionary<ulong, Merge> _merges;
    private readonly int[] _bytes = new int[256];

    /// <param name="path">The file, for messages.</param>
    /// <param name="tokens">The texts of the tokens, in the byte-level alphabet.</param>
    /// <param name="merges">Pairs of texts with a space between, the first to merge first.</param>
    public BytePairVocabulary(string path, string[] tokens, string[] merges)
    {
        TokenCount = tokens.Length;
        _symbols = new Dictionary<string, int>(tokens.Length);
        for (var token = 0; token < tokens.Length; token++)
            _symbols[tokens[token]] = token;
        for (var value = 0; value < _bytes.Length; value++)
            _bytes[value] = Symbol(ByteLevelAlphabet.Character((byte)value).ToString());
        _merges = new Dictionary<ulong, Merge>(merges.Length);
        for (var rank = 0; rank < merges.Length; rank++)
        {
            var merge = merges[rank];
            var space = merge.Length > 1 ? merge.IndexOf(' ', 1) : -1;
            if (space < 0)
                throw new ModelLoadException($"{path}: entry {rank} of '{GgufTokenizerKeys.Merges}' is not a pair.");
            var pair = Pair(Symbol(merge[..space]), Symbol(merge[(space + 1)..]));
            _merges.TryAdd(pair, new Merge(rank, Symbol(string.Concat(merge.AsSpan(0, space), merge.AsSpan(space + 1)))));
        }
    }

    /// <summary>The symbols from 0 to this, exclusive, are tokens.</summary>
    public int TokenCount { get; }

    public int Byte(byte value) => _bytes[value];

    /// <summary>The token with this text, in the byte-level alphabet.</summary>
    public bool TryGetToken(ReadOnlySpan<char> text, out int token) =>
        _symbols.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out token) && token < TokenCount;

    public bool TryGetMerge(int left, int right, out Merge merge) => _merges.TryGetValue(Pair(left, right), out merge);

    private static ulong Pair(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private int Symbol(string text)
    {
        ref var symbol = ref CollectionsMarshal.GetValueRefOrAddDefault(_symbols, text, out var known);
        if (!known)
            symbol = TokenCount + _symbols.Count - 1;
        return symbol;
    }

    /// <summary>What two neighbouring symbols become.</summary>
    /// <param name="Rank">The lowest is merged first.</param>
    /// <param name="Symbol">The symbol they become.</param>
    public readonly record struct Merge(int Rank, int Symbol);
}
