using System.Text;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>What the tokens of a vocabulary stand for: the bytes of all of them, and which are special or end a turn.</summary>
internal sealed class TokenTable
{
    /// <summary>Tokens that end a turn in any file, whatever it says about them, as llama.cpp has it (llama-vocab.cpp).</summary>
    private static readonly HashSet<string> EndNames =
        ["<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|endoftext|>", "<|end_of_text|>", "<|end|>", "</s>", "<end_of_turn>"];

    private readonly int[] _starts;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, int> _special = [];
    private readonly HashSet<int> _ends = [];

    public TokenTable(GgufMetadata metadata, string[] tokens)
    {
        var types = metadata.IntegersOrNull(GgufTokenizerKeys.TokenTypes);
        if (types is not null && types.Length != tokens.Length)
            throw new ModelLoadException(
                $"{metadata.Path}: '{GgufTokenizerKeys.TokenTypes}' has {types.Length} entries for {tokens.Length} tokens.");
        foreach (var key in (string[])
            [GgufTokenizerKeys.EndOfSequence, GgufTokenizerKeys.EndOfTurn, GgufTokenizerKeys.EndOfMessage])
        {
            if (metadata.IntegerOrNull(key, 0, tokens.Length - 1) is { } end)
                _ends.Add(end);
        }

        _starts = new int[tokens.Length + 1];
        var bytes = new List<byte>();
        for (var token = 0; token < tokens.Length; token++)
        {
            bytes.AddRange(Classify(token, tokens[token], types is null ? TokenType.Normal : (TokenType)types[token]));
            _starts[token + 1] = bytes.Count;
        }

        _bytes = [.. bytes];
    }

    /// <summary><c>llama_token_type</c>.</summary>
    private enum TokenType : long
    {
        Normal = 1,
        Control = 3,
        UserDefined = 4,
    }

    public int Count => _starts.Length - 1;

    /// <summary>Control and user-defined tokens by their text.</summary>
    public IReadOnlyDictionary<string, int> Special => _special;

    public bool Ends(int token) => _ends.Contains(token);

    public ReadOnlySpan<byte> Bytes(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Count);
        return _bytes.AsSpan(_starts[token].._starts[token + 1]);
    }

    private byte[] Classify(int token, string text, TokenType type)
    {
        if (EndNames.Contains(text))
        {
            _ends.Add(token);
            type = TokenType.Control;
        }

        if (type is TokenType.Control or TokenType.UserDefined)
            _special[text] = token;
        return type switch
        {
            TokenType.Normal => ByteLevelAlphabet.ToBytes(text),
            TokenType.UserDefined => Encoding.UTF8.GetBytes(text),
            _ => [],
        };
    }
}
