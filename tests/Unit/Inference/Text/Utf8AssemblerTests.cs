using System.Text;
using TenantLLM.Inference.Text;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.Text;

public sealed class Utf8AssemblerTests
{
    [Fact]
    public void Append_CharacterOverTokens_IsHeldBackUntilWhole()
    {
        var assembler = new Utf8Assembler();
        Assert.Equal("a", assembler.Append([(byte)'a', 0xF0, 0x9F]));
        Assert.Equal("", assembler.Append([0x98]));
        Assert.Equal("😀日", assembler.Append([0x80, 0xE6, 0x97, 0xA5]));
        Assert.Equal("", assembler.Flush());
    }

    [Fact]
    public void Append_InvalidBytes_BecomeOneReplacementForEachMaximalSubpart()
    {
        // The Unicode standard's own example, table 3-11.
        byte[] bytes = [0x61, 0xF1, 0x80, 0x80, 0xE1, 0x80, 0xC2, 0x62, 0x80, 0x63, 0x80, 0xBF, 0x64];
        var assembler = new Utf8Assembler();
        var text = string.Concat(bytes.Select(part => assembler.Append([part]))) + assembler.Flush();
        Assert.Equal("a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd", text);
    }

    [Fact]
    public void Flush_IncompleteCharacter_BecomesOneReplacement()
    {
        var assembler = new Utf8Assembler();
        Assert.Equal("", assembler.Append([0xF0, 0x9F, 0x98]));
        Assert.Equal("\uFFFD", assembler.Flush());
        Assert.Equal("b", assembler.Append("b"u8));
    }

    [Fact]
    public void Append_AnyBytesInAnyPieces_GiveWhatTheWholeGives()
    {
        var random = new SeededGenerator(1);
        byte[][] parts =
        [
            "a"u8.ToArray(), "é"u8.ToArray(), "日"u8.ToArray(), "😀"u8.ToArray(), "👩‍👩‍👧"u8.ToArray(),
            [0xF0], [0x9F], [0x80], [0xC3], [0xE6, 0x97], [0xED, 0xA0, 0x80], [0xF5], [0xC0, 0xAF], [0xF4, 0x90], [0xFF],
        ];
        for (var round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. random.Sample(parts, 20).SelectMany(part => part)];
            var assembler = new Utf8Assembler();
            var text = new StringBuilder();
            foreach (var piece in random.Cut(bytes.Length))
            {
                var delta = assembler.Append(bytes.AsSpan(piece));
                Assert.False(delta.Length > 0 && (char.IsLowSurrogate(delta[0]) || char.IsHighSurrogate(delta[^1])));
                text.Append(delta);
            }

            text.Append(assembler.Flush());
            Assert.Equal(Encoding.UTF8.GetString(bytes), text.ToString());
        }
    }
}
