using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Turns a rendered prompt into tokens: special tokens by their ids, the text between them without its marks.</summary>
internal sealed class PromptEncoder(ITokenizer tokenizer)
{
    private readonly SpecialTokenTexts _specialTokens = new(tokenizer.SpecialTokens);

    public int[] Encode(string prompt)
    {
        var tokens = new List<int>(prompt.Length / 3);
        var start = 0;
        while (start < prompt.Length)
        {
            var at = _specialTokens.Find(prompt, start, out var length, out var id);
            var end = at < 0 ? prompt.Length : at;
            if (end > start)
                tokenizer.Encode(SpecialTokenMarks.Unmark(prompt.AsSpan(start, end - start)), tokens);
            if (at >= 0)
                tokens.Add(id);
            start = end + length;
        }

        // Most templates write it themselves; twice would be a prompt the model never saw.
        if (tokenizer.BeginningOfSequence is { } beginning && (tokens.Count == 0 || tokens[0] != beginning))
            tokens.Insert(0, beginning);
        return [.. tokens];
    }
}
