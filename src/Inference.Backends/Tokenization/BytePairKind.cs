using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;

namespace TenantLLM.Inference.Backends.Tokenization;

/// <summary>What <c>tokenizer.ggml.pre</c> decides.</summary>
/// <param name="PreTokenizer">How text is cut into words.</param>
/// <param name="WholeWords">A word that is a token needs no merges (llama.cpp's <c>ignore_merges</c>).</param>
/// <param name="AddBeginningOfSequence">Whether prompts begin with the BOS token where the file does not say.</param>
internal sealed record BytePairKind(PreTokenizer PreTokenizer, bool WholeWords, bool AddBeginningOfSequence)
{
    private const string Model = "gpt2";

    private static readonly Dictionary<string, BytePairKind> Kinds = new()
    {
        ["gpt-2"] = new(new Gpt2PreTokenizer(digitsAlone: false), false, false),
        ["smollm"] = new(new Gpt2PreTokenizer(digitsAlone: true), false, false),
        ["llama-bpe"] = new(new Llama3PreTokenizer(maxDigits: 3), true, true),
        ["llama3"] = new(new Llama3PreTokenizer(maxDigits: 3), true, true),
        ["qwen2"] = new(new Llama3PreTokenizer(maxDigits: 1), false, false),
    };

    /// <summary>Whether the file's tokenizer is one of these.</summary>
    public static bool IsKnown(GgufMetadata metadata) =>
        metadata.TextOrNull(GgufTokenizerKeys.Model) == Model
        && Kinds.ContainsKey(metadata.TextOrNull(GgufTokenizerKeys.PreTokenizer) ?? "");

    /// <exception cref="ModelLoadException">The file's tokenizer is of another kind.</exception>
    public static BytePairKind Of(GgufMetadata metadata)
    {
        var model = metadata.Text(GgufTokenizerKeys.Model);
        if (model != Model)
            throw new ModelLoadException(
                $"{metadata.Path}: the tokenizer '{model}'{(model == "llama" ? " (SentencePiece)" : "")} is not supported; "
                + "supported: gpt2 (byte-level BPE).");
        var name = metadata.Text(GgufTokenizerKeys.PreTokenizer);
        return Kinds.GetValueOrDefault(name) ?? throw new ModelLoadException(
            $"{metadata.Path}: the pre-tokenizer '{name}' is not supported; supported: {string.Join(", ", Kinds.Keys)}.");
    }
}
