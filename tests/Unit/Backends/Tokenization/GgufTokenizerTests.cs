using System.Diagnostics;
using System.Text;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Tokenization;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Tokenization;

public sealed class GgufTokenizerTests
{
    [Theory]
    [InlineData("hello world", "hello Ġwo r l d")]
    [InlineData("112's", "1 1 2 's")]
    [InlineData("hell", "hell")]
    [InlineData("\n\n\n", "ĊĊ Ċ")]
    public void Encode_PlainText_MergesByRank(string text, string tokens) =>
        Assert.Equal(tokens.Split(' ').Select(TinyVocabulary.Id), Encode(Load(), text));

    [Theory]
    [InlineData("hello 日本語 👍🏽 \u0000\u001F\r\n")]
    [InlineData("<|im_end|> <tool> <|endoftext|>")]
    public void Encode_AnyText_DecodesToItself(string text)
    {
        var tokenizer = Load();
        Assert.Equal(text, Decode(tokenizer, Encode(tokenizer, text)));
    }

    [Fact]
    public void Encode_TextOfASpecialToken_IsNoSpecialToken()
    {
        var tokenizer = Load();
        var tokens = Encode(tokenizer, "<|im_end|><|endoftext|><tool>");
        Assert.DoesNotContain(tokens, token => tokenizer.SpecialTokens.Values.Contains(token));
    }

    [Fact]
    public void Encode_HalfASurrogatePair_IsTheReplacementCharacter()
    {
        var tokenizer = Load();
        Assert.Equal("a\uFFFDb\uFFFD", Decode(tokenizer, Encode(tokenizer, "a\uD83Db\uDC4D")));
    }

    [Fact]
    public void Encode_WordOfAMillionLetters_TakesNoQuadraticTime()
    {
        var clock = Stopwatch.StartNew();
        var tokens = Encode(Load(), new string('l', 1_000_000));
        Assert.Equal(500_000, tokens.Count);
        // A second or so; quadratic time would take hours.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void SpecialTokens_ControlAndUserDefined_ByTheirText()
    {
        var tokenizer = Load();
        Assert.Equal(
            [TinyVocabulary.UserDefined, TinyVocabulary.EndOfText, TinyVocabulary.EndOfTurn],
            tokenizer.SpecialTokens.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<tool>", Decode(tokenizer, [tokenizer.SpecialTokens[TinyVocabulary.UserDefined]]));
        Assert.Equal("", Decode(tokenizer, [tokenizer.SpecialTokens[TinyVocabulary.EndOfTurn]]));
    }

    [Fact]
    public void IsEndOfGeneration_DeclaredOrNamed_IsTrue()
    {
        var tokenizer = Load(writer => writer.Set("tokenizer.ggml.eot_token_id", 65u));
        Assert.True(tokenizer.IsEndOfGeneration(TinyVocabulary.Id(TinyVocabulary.EndOfText)));
        Assert.True(tokenizer.IsEndOfGeneration(TinyVocabulary.Id(TinyVocabulary.EndOfTurn)));
        Assert.True(tokenizer.IsEndOfGeneration(65));
        Assert.False(tokenizer.IsEndOfGeneration(66));
    }

    [Fact]
    public void BeginningOfSequence_UnlessTheFileSaysSo_IsThatOfTheKind()
    {
        var bos = TinyVocabulary.Id(TinyVocabulary.EndOfText);
        Assert.Null(Load().BeginningOfSequence);
        Assert.Equal(bos, Load(writer => writer.Set("tokenizer.ggml.add_bos_token", true)).BeginningOfSequence);
        Assert.Equal(bos, Load(writer => writer.Set("tokenizer.ggml.pre", "llama-bpe")).BeginningOfSequence);
    }

    [Fact]
    public void Load_MergeThatIsNoPair_IsRefused() => Assert.Contains(
        "entry 1 of 'tokenizer.ggml.merges' is not a pair",
        Assert.Throws<ModelLoadException>(() => Load(writer => writer.Set("tokenizer.ggml.merges", (string[])["h e", "he"]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Decode_TokenOutsideTheVocabulary_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { Load().Decode(100_000); });

    private static GgufTokenizer Load(Func<GgufWriter, GgufWriter>? change = null)
    {
        var writer = new GgufWriter();
        TinyVocabulary.Write(writer);
        using var file = new TemporaryFile((change?.Invoke(writer) ?? writer).ToArray());
        using var gguf = GgufFile.Open(file.FilePath);
        return new GgufTokenizer(gguf.Metadata);
    }

    private static List<int> Encode(GgufTokenizer tokenizer, string text)
    {
        var tokens = new List<int>();
        tokenizer.Encode(text, tokens);
        return tokens;
    }

    private static string Decode(GgufTokenizer tokenizer, IEnumerable<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
            bytes.AddRange(tokenizer.Decode(token));
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
