using TenantLLM.Storage.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

public sealed class PostgreSqlTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain, ä, 😀")]
    [InlineData("a\0b\0")]
    [InlineData("\0")]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFE0\0\uFFFE1\uFFFE")]
    public void Escape_ThenUnescape_IsTheSame(string text)
    {
        var escaped = PostgreSqlText.Escape(text);
        Assert.DoesNotContain('\0', escaped);
        Assert.Equal(text, PostgreSqlText.Unescape(escaped));
    }

    [Fact]
    public void Escape_DifferentTexts_StayDifferent()
    {
        string[] texts = ["\0", "\uFFFE", "\uFFFE0"];
        Assert.Equal(3, texts.Select(PostgreSqlText.Escape).Distinct().Count());
    }
}
