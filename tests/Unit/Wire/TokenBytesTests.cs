using TenantLLM.Wire.Chat;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class TokenBytesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("20 48 69", " Hi")]
    [InlineData("E2 82 AC", "€")]
    [InlineData("F0 9F 91 8B", "👋")]
    [InlineData("F0 9F 92", @"\xf0\x9f\x92")]
    [InlineData("99", @"\x99")]
    [InlineData("20 F0 9F", @" \xf0\x9f")]
    [InlineData("8B 21 C3 A4 FF", @"\x8b!ä\xff")]
    [InlineData("EF BF BD", "\uFFFD")]
    public void Text_OfBytes_ShowsThoseThatAreNoCharacterInHex(string bytes, string expected) =>
        Assert.Equal(expected, TokenBytes.Text(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(-12.5f, -12.5f)]
    [InlineData(float.NegativeInfinity, -9999f)]
    [InlineData(float.NaN, -9999f)]
    public void Logprob_ThatJsonCannotHold_IsOpenAIsForVeryUnlikely(float logprob, float expected) =>
        Assert.Equal(expected, TokenBytes.Logprob(logprob));

    [Fact]
    public void Numbers_OfNoBytes_AreNull()
    {
        Assert.Null(TokenBytes.Numbers([]));
        Assert.Equal([0, 255], TokenBytes.Numbers([0, 255]));
    }
}
