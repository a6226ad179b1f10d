using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Tokenization;

namespace TenantLLM.Inference.ChatTemplates;

/// <summary>Refuses prompts that do not fit the context: by their text where that is enough, so that megabytes are not encoded
/// only to be refused, and by their tokens.</summary>
internal sealed class PromptLimit
{
    private const string Messages = "messages";

    private readonly int _contextLength;
    private readonly int _longestToken;

    public PromptLimit(int contextLength, ITokenizer tokenizer)
    {
        _contextLength = contextLength;
        _longestToken = tokenizer.SpecialTokens.Keys.Select(text => text.Length).DefaultIfEmpty(1).Max();
        for (var token = 0; token < tokenizer.VocabularySize; token++)
            _longestToken = Math.Max(_longestToken, tokenizer.Decode(token).Length);
    }

    /// <param name="text">What is to be encoded.</param>
    /// <param name="noun">What the caller calls it.</param>
    /// <returns>Null unless the text is certainly too long.</returns>
    public GenerationFailure? Check(string text, string noun = Messages)
    {
        // A character is at least a byte, and at most every second one is a mark of SpecialTokenMarks.
        var atLeast = text.Length / 2 / _longestToken;
        return atLeast < _contextLength ? null : TooLong($"at least {atLeast}", noun);
    }

    /// <param name="tokens">What is to be computed.</param>
    /// <param name="noun">What the caller calls it.</param>
    /// <param name="room">Tokens that must fit beside it: one at least of an answer.</param>
    /// <returns>Null unless there is no such room left.</returns>
    public GenerationFailure? Check(int[] tokens, string noun = Messages, int room = 1) =>
        tokens.Length + room <= _contextLength ? null : TooLong($"{tokens.Length}", noun);

    private GenerationFailure TooLong(string tokens, string noun) => new(
        GenerationFailureKind.PromptTooLong,
        $"This model's maximum context length is {_contextLength} tokens. However, your {noun} resulted in {tokens} tokens. "
        + $"Please reduce the length of the {noun}.");
}
