using TenantLLM.Inference.Engine;
using TenantLLM.Inference.Prompts;
using TenantLLM.Inference.Tokenization;
using Xunit;

namespace TenantLLM.Unit.Inference.Prompts;

public sealed class RawPromptsTests
{
    private readonly Vocabulary _vocabulary = new();

    [Fact]
    public void EncodeInput_Text_BeginsAsEveryPromptDoes() =>
        Assert.Equal([Vocabulary.Bos, 'a', 'b'], Prompts().EncodeInput(new RawText.OfText("ab")).Tokens!);

    [Fact]
    public void EncodeInput_SameTextAsTokens_IsTheSame()
    {
        Assert.Equal([Vocabulary.Bos, 'a', 'b'], Prompts().EncodeInput(Tokens('a', 'b')).Tokens!);
        Assert.Equal([Vocabulary.Bos, 'a', 'b'], Prompts().EncodeInput(Tokens(Vocabulary.Bos, 'a', 'b')).Tokens!);
    }

    [Fact]
    public void EncodeInput_TextOfASpecialToken_IsCharacters() =>
        Assert.Equal(["<s>".Length + 1], [Prompts().EncodeInput(new RawText.OfText("<s>")).Tokens!.Length]);

    [Fact]
    public void Encode_TextOfASpecialToken_IsTheToken()
    {
        Assert.Equal([Vocabulary.Bos, 'a', Vocabulary.Eos], Prompts().Encode(new RawText.OfText("a</s>")).Tokens!);
        Assert.Equal([Vocabulary.Bos, 'a'], Prompts().Encode(new RawText.OfText("<s>a")).Tokens!);
    }

    [Fact]
    public void Encode_TextWithNoncharacters_KeepsThem()
    {
        _vocabulary.BeginningOfSequence = null;
        Assert.Equal([0xFDD0, 0xFDD1], Prompts().Encode(new RawText.OfText("\uFDD0\uFDD1")).Tokens!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<|endoftext|>")]
    public void Encode_NothingYet_IsTheBeginningOfADocument(string prompt)
    {
        Assert.Equal([Vocabulary.Bos], Prompts().Encode(new RawText.OfText(prompt)).Tokens!);
        _vocabulary.BeginningOfSequence = null;
        Assert.Equal([Vocabulary.Eos], Prompts().Encode(new RawText.OfText(prompt)).Tokens!);
        _vocabulary.Add("<|endoftext|>", 70_000);
        Assert.Equal([70_000], Prompts().Encode(new RawText.OfText(prompt)).Tokens!);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void EncodeInput_OfTheContextsLength_Fits(int length, bool fits) =>
        Assert.Equal(fits, Prompts(context: 5).EncodeInput(new RawText.OfText(new string('a', length))).Succeeded);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Encode_OfTheContextsLength_LeavesNoRoomForAnAnswer(int length, bool fits)
    {
        var result = Prompts(context: 5).Encode(new RawText.OfText(new string('a', length)));
        Assert.Equal(fits, result.Succeeded);
        if (!fits)
            Assert.Contains("your prompt resulted in 5 tokens", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Vocabulary.Size)]
    public void Encode_TokenThatIsNone_IsRefused(int token) =>
        Assert.Equal(GenerationFailureKind.InvalidPrompt, Prompts().Encode(Tokens('a', token)).Failure!.Kind);

    [Fact]
    public void TextOf_Tokens_JoinsTheirBytes() => Assert.Equal("hé", Prompts().TextOf([Vocabulary.Bos, 'h', 0xC3 + Vocabulary.FirstByte, 0xA9 + Vocabulary.FirstByte]));

    private RawPrompts Prompts(int context = 1000) => new(_vocabulary, context);

    private static RawText.OfTokens Tokens(params int[] tokens) => new(tokens);

    /// <summary>A token a UTF-16 unit, two special ones, and one for each byte.</summary>
    private sealed class Vocabulary : ITokenizer
    {
        public const int Bos = 65_536;
        public const int Eos = 65_537;
        public const int FirstByte = 65_538;
        public const int Size = 70_001;

        private readonly Dictionary<string, int> _special = new() { ["<s>"] = Bos, ["</s>"] = Eos };

        public int VocabularySize => Size;

        public IReadOnlyDictionary<string, int> SpecialTokens => _special;

        public int? BeginningOfSequence { get; set; } = Bos;

        public int? EndOfSequence => Eos;

        public void Add(string text, int token) => _special.Add(text, token);

        public bool IsEndOfGeneration(int token) => token == Eos;

        public void Encode(ReadOnlySpan<char> text, ICollection<int> tokens)
        {
            foreach (var character in text)
                tokens.Add(character);
        }

        public ReadOnlySpan<byte> Decode(int token) => token switch
        {
            < 128 => new[] { (byte)token },
            >= FirstByte and < FirstByte + 256 => new[] { (byte)(token - FirstByte) },
            _ => [],
        };
    }
}
