using System.Text;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.LLamaSharp;

public sealed class LlamaCppTokenizerTests
{
    private const int Normal = 1;
    private const int Unknown = 2;
    private const int Control = 3;
    private const int Byte = 6;

    private static readonly (string Text, int Type, float Score)[] SentencePiece =
    [
        ("<unk>", Unknown, 0), ("<s>", Control, 0), ("</s>", Control, 0), ("<|user|>", Control, 0),
        .. Enumerable.Range(0, 256).Select(value => ($"<0x{value:X2}>", Byte, 0f)),
        ("▁", Normal, -1), ("h", Normal, -2), ("i", Normal, -3), ("hi", Normal, -0.5f), ("▁hi", Normal, -0.2f), ("é", Normal, -4),
    ];

    [LlamaCppFact]
    public void Load_SentencePieceVocabulary_EncodesAndDecodesByLlamaCpp()
    {
        using var decoder = TinyDecoder.Load(WithSentencePiece(), new ModelOptions { Parallel = 1, Threads = 1 });
        var tokenizer = decoder.Tokenizer;
        Assert.Equal(SentencePiece.Length, tokenizer.VocabularySize);
        Assert.Equal((1, 2), (tokenizer.BeginningOfSequence, tokenizer.EndOfSequence));
        Assert.Equal(3, tokenizer.SpecialTokens["<|user|>"]);
        Assert.True(tokenizer.IsEndOfGeneration(2));
        Assert.False(tokenizer.IsEndOfGeneration(Id("hi")));

        Assert.Equal([Id("▁hi"), Id("▁hi"), Id("é"), Id("<0x21>")], Encode("hi hié!"));
        Assert.Equal(" hi hié!", Text(Encode("hi hié!")));
        Assert.Equal(" 👍", Text(Encode("👍")));
        Assert.Empty(Encode(""));

        // What a user writes never becomes a special token.
        Assert.DoesNotContain(3, Encode("<|user|>"));
        Assert.Equal(" <|user|>", Text(Encode("<|user|>")));
        Assert.True(tokenizer.Decode(3).IsEmpty);

        List<int> Encode(string text)
        {
            var tokens = new List<int>();
            tokenizer.Encode(text, tokens);
            return tokens;
        }

        string Text(List<int> tokens) =>
            Encoding.UTF8.GetString([.. tokens.SelectMany(token => tokenizer.Decode(token).ToArray())]);
    }

    [LlamaCppFact]
    public void Load_VocabularyOurTokenizerKnows_IsEncodedByIt()
    {
        using var decoder = TinyDecoder.Load(TinyDecoder.Model.Write(), new ModelOptions { Parallel = 1, Threads = 1 });
        Assert.IsType<GgufTokenizer>(decoder.Tokenizer);
    }

    private static int Id(string text) => Array.FindIndex(SentencePiece, token => token.Text == text);

    private static GgufWriter WithSentencePiece() =>
        new TinyLlama { Layers = 1, Vocabulary = SentencePiece.Length }.Write()
            .Unset("tokenizer.ggml.merges")
            .Unset("tokenizer.ggml.pre")
            .Set("tokenizer.ggml.model", "llama")
            .Set("tokenizer.ggml.tokens", SentencePiece.Select(token => token.Text).ToArray())
            .Set("tokenizer.ggml.scores", SentencePiece.Select(token => token.Score).ToArray())
            .Set("tokenizer.ggml.token_type", SentencePiece.Select(token => token.Type).ToArray())
            .Set("tokenizer.ggml.bos_token_id", 1u)
            .Set("tokenizer.ggml.eos_token_id", 2u);
}
