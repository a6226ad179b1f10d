namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>Metadata keys of the tokenizer (ggml's docs/gguf.md).</summary>
internal static class GgufTokenizerKeys
{
    public const string Model = "tokenizer.ggml.model";
    public const string PreTokenizer = "tokenizer.ggml.pre";
    public const string Tokens = "tokenizer.ggml.tokens";
    public const string TokenTypes = "tokenizer.ggml.token_type";
    public const string Merges = "tokenizer.ggml.merges";
    public const string BeginningOfSequence = "tokenizer.ggml.bos_token_id";
    public const string EndOfSequence = "tokenizer.ggml.eos_token_id";
    public const string EndOfTurn = "tokenizer.ggml.eot_token_id";
    public const string EndOfMessage = "tokenizer.ggml.eom_token_id";
    public const string AddBeginningOfSequence = "tokenizer.ggml.add_bos_token";
}
