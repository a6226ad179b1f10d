namespace TenantLLM.Inference.Tokenization;

/// <summary>A model's vocabulary. Thread-safe.</summary>
public interface ITokenizer
{
    int VocabularySize { get; }

    /// <summary>Tokens that stand for markup of the chat template (<c>&lt;|im_start|&gt;</c>), by their text.</summary>
    IReadOnlyDictionary<string, int> SpecialTokens { get; }

    /// <summary>The token put before every prompt; null where the model has none.</summary>
    int? BeginningOfSequence { get; }

    /// <summary>The token that templates call <c>eos_token</c>; null where the model names none. Other tokens may end a turn, too.</summary>
    int? EndOfSequence { get; }

    /// <summary>Whether a token ends an assistant turn.</summary>
    bool IsEndOfGeneration(int token);

    /// <summary>Encodes plain text. The text of a special token is encoded as the characters it is written with, so that no
    /// user can forge a turn.</summary>
    void Encode(ReadOnlySpan<char> text, ICollection<int> tokens);

    /// <summary>The bytes a token stands for, which may end inside a character; none for a control token.</summary>
    ReadOnlySpan<byte> Decode(int token);
}
