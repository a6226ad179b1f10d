using TenantLLM.Inference.Backends.Tokenization;
using Xunit;

namespace TenantLLM.Unit.Backends.Tokenization;

public sealed class PreTokenizerTests
{
    [Theory]
    [InlineData("Hello world", "Hello| world")]
    [InlineData("it's we'll I'd 'S", "it|'s| we|'ll| I|'d| '|S")]
    [InlineData("a  b   c ", "a| | b|  | c| ")]
    [InlineData("x = 12345;", "x| =| 12345|;")]
    [InlineData("\n\n  if\t\tx", "\n\n | if|\t|\t|x")]
    [InlineData("été 日本語 ½ Ⅷ", "été| 日本語| ½| Ⅷ")]
    [InlineData("👍🏽 \U0001D49C\U0001D49E1", "👍🏽| \U0001D49C\U0001D49E|1")]
    public void Gpt2_Text_IsCutAsItsExpression(string text, string words) =>
        Assert.Equal(words, Cut(new Gpt2PreTokenizer(digitsAlone: false), text));

    [Theory]
    [InlineData("a 123", "a| |1|2|3")]
    [InlineData("a   1", "a|   |1")]
    [InlineData("v2.0 x", "v|2|.|0| x")]
    public void SmolLM_Digits_StandAlone(string text, string words) =>
        Assert.Equal(words, Cut(new Gpt2PreTokenizer(digitsAlone: true), text));

    [Theory]
    [InlineData("it'LL 12345", "it|'LL| |123|45")]
    [InlineData("(hello)\n\n  x", "(hello|)\n\n| | x")]
    [InlineData("a\r\n  \n b", "a|\r\n  \n| b")]
    [InlineData("\tfoo  bar ", "\tfoo| | bar| ")]
    public void Llama3_Text_IsCutAsItsExpression(string text, string words) =>
        Assert.Equal(words, Cut(new Llama3PreTokenizer(maxDigits: 3), text));

    [Fact]
    public void Qwen2_Digits_StandAlone() => Assert.Equal("a| |1|2|3", Cut(new Llama3PreTokenizer(maxDigits: 1), "a 123"));

    private static string Cut(PreTokenizer preTokenizer, string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length; at += words[^1].Length)
            words.Add(text.Substring(at, preTokenizer.FirstWord(text.AsSpan(at))));
        return string.Join('|', words);
    }
}
