using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Turns prompts and other texts into tokens. Thread-safe.</summary>
internal sealed class PromptEncoder(ITokenizer tokenizer)
{
    private readonly SpecialTokenTexts _specialTokens = new(tokenizer.SpecialTokens);

    /// <summary>A rendered template: special tokens by their ids, the text between them without its marks.</summary>
    public int[] EncodeRendered(string prompt) => Encode(prompt, static (text, tokens, tokenizer) =>
        tokenizer.Encode(SpecialTokenMarks.Unmark(text), tokens));

    /// <summary>A text whose author wrote its special tokens, too.</summary>
    public int[] EncodeMarkup(string text) => Encode(text, static (text, tokens, tokenizer) => tokenizer.Encode(text, tokens));

    /// <summary>A text in which nothing is a special token.</summary>
    public int[] EncodePlain(string text)
    {
        var tokens = new List<int>(text.Length / 3);
        tokenizer.Encode(text, tokens);
        return Begun(tokens);
    }

    /// <summary>Tokens as they are, but for the one that every prompt begins with: most templates write it themselves, and twice would
    /// be a prompt the model never saw.</summary>
    public int[] Begun(List<int> tokens)
    {
        if (tokenizer.BeginningOfSequence is { } beginning && (tokens.Count == 0 || tokens[0] != beginning))
            tokens.Insert(0, beginning);
        return [.. tokens];
    }

    private delegate void TextEncoder(ReadOnlySpan<char> text, List<int> tokens, ITokenizer tokenizer);

    private int[] Encode(string prompt, TextEncoder encode)
    {
        var tokens = new List<int>(prompt.Length / 3);
        var start = 0;
        while (start < prompt.Length)
        {
            var at = _specialTokens.Find(prompt, start, out var length, out var id);
            var end = at < 0 ? prompt.Length : at;
            if (end > start)
                encode(prompt.AsSpan(start, end - start), tokens, tokenizer);
            if (at >= 0)
                tokens.Add(id);
            start = end + length;
        }

        return Begun(tokens);
    }
}
