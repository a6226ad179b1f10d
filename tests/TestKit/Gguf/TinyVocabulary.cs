namespace TenantLLM.TestKit.Gguf;

/// <summary>A byte-level vocabulary: every byte, a few merges, and special tokens.</summary>
public static class TinyVocabulary
{
    public const string EndOfText = "<|endoftext|>";
    public const string EndOfTurn = "<|im_end|>";
    public const string UserDefined = "<tool>";

    private const int Normal = 1;
    private const int Control = 3;
    private const int Defined = 4;

    public static readonly string[] Merges = ["h e", "l l", "he ll", "hell o", "Ġ w", "Ġw o", "1 2", "' s", "Ċ Ċ", "Ġ Ġ"];

    public static readonly string[] Tokens =
        [.. Enumerable.Range(0, 256).Select(value => Character(value).ToString()),
         .. Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
         EndOfText, EndOfTurn, UserDefined];

    public static int Id(string token) => Array.IndexOf(Tokens, token);

    public static void Write(GgufWriter writer) => writer
        .Set("tokenizer.ggml.model", "gpt2")
        .Set("tokenizer.ggml.pre", "smollm")
        .Set("tokenizer.ggml.tokens", Tokens)
        .Set("tokenizer.ggml.token_type", Tokens.Select(Type).ToArray())
        .Set("tokenizer.ggml.merges", Merges)
        .Set("tokenizer.ggml.bos_token_id", (uint)Id(EndOfText))
        .Set("tokenizer.ggml.eos_token_id", (uint)Id(EndOfText));

    private static int Type(string token) => token switch
    {
        EndOfText or EndOfTurn => Control,
        UserDefined => Defined,
        _ => Normal,
    };

    /// <summary>GPT-2's stand-in for a byte: itself where it is printable, else U+0100 and on.</summary>
    private static char Character(int value) =>
        Printable(value) ? (char)value : (char)(0x100 + Enumerable.Range(0, value).Count(below => !Printable(below)));

    private static bool Printable(int value) => value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
