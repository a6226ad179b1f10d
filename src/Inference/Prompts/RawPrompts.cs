using System.Text;
using TenantLLM.Inference.ChatTemplates;
using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.Prompts;

/// <summary>Makes tokens of texts that go through no chat template: they begin as every prompt of the model does. Thread-safe.</summary>
internal sealed class RawPrompts(ITokenizer tokenizer, int contextLength)
{
    /// <summary>OpenAI's word for the place where a new document begins. Not every model has a token of that name.</summary>
    private const string DocumentSeparator = "<|endoftext|>";

    private readonly PromptEncoder _encoder = new(tokenizer);
    private readonly PromptLimit _limit = new(contextLength, tokenizer);

    /// <summary>The tokens of a prompt to be continued. The caller wrote all of it: the texts of special tokens are these tokens. An
    /// empty one is the beginning of a document.</summary>
    public ChatPromptResult Encode(RawText prompt)
    {
        if (prompt is RawText.OfText { Text: var text } && (text.Length == 0 || (text == DocumentSeparator && Separator is null)))
            return BeginDocument();
        return Encode(prompt, "prompt", room: 1, _encoder.EncodeMarkup);
    }

    /// <summary>The tokens of a text to be measured: nothing in it is a special token, and no answer follows.</summary>
    public ChatPromptResult EncodeInput(RawText input) => Encode(input, "input", room: 0, _encoder.EncodePlain);

    /// <summary>What tokens stand for.</summary>
    public string TextOf(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>(4 * tokens.Length);
        foreach (var token in tokens)
            bytes.AddRange(tokenizer.Decode(token));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private int? Separator => tokenizer.SpecialTokens.TryGetValue(DocumentSeparator, out var token) ? token : null;

    private ChatPromptResult Encode(RawText text, string noun, int room, Func<string, int[]> encode)
    {
        if (text is RawText.OfText { Text: var characters } && _limit.Check(characters, noun) is { } certainlyTooLong)
            return ChatPromptResult.Failed(certainlyTooLong);
        if (text is RawText.OfTokens { Tokens: var given } && CheckVocabulary(given.Span) is { } unknown)
            return ChatPromptResult.Failed(unknown);
        var tokens = text switch
        {
            RawText.OfText of => encode(of.Text),
            RawText.OfTokens of => _encoder.Begun([.. of.Tokens.Span]),
            _ => throw new ArgumentOutOfRangeException(nameof(text), text.GetType().Name, "not a known kind of text"),
        };
        if (tokens.Length == 0)
            return NoTokens(noun);
        return _limit.Check(tokens, noun, room) is { } tooLong ? ChatPromptResult.Failed(tooLong) : ChatPromptResult.Of(tokens);
    }

    private ChatPromptResult BeginDocument() => (tokenizer.BeginningOfSequence ?? Separator ?? tokenizer.EndOfSequence) is { } token
        ? ChatPromptResult.Of([token])
        : NoTokens("prompt");

    private GenerationFailure? CheckVocabulary(ReadOnlySpan<int> tokens) =>
        tokens.ContainsAnyExceptInRange(0, tokenizer.VocabularySize - 1)
            ? new GenerationFailure(GenerationFailureKind.InvalidPrompt, $"Tokens of this model are 0 to {tokenizer.VocabularySize - 1}.")
            : null;

    private static ChatPromptResult NoTokens(string noun) =>
        ChatPromptResult.Failed(new GenerationFailure(GenerationFailureKind.InvalidPrompt, $"The {noun} has no tokens."));
}
