using System.Runtime.InteropServices;
using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Gguf;

public sealed class GgufFileTests
{
    [Fact]
    public void Open_EveryValueType_ReadsIt()
    {
        using var file = new TemporaryFile(new GgufWriter()
            .Set("u8", (byte)200).Set("i8", (sbyte)-3).Set("u16", (ushort)60000).Set("i16", (short)-9)
            .Set("u32", 7u).Set("i32", -7).Set("u64", 8ul).Set("i64", -8L)
            .Set("f32", 0.5f).Set("f64", 0.25).Set("flag", true).Set("text", "tête")
            .Set("texts", (string[])["a", ""]).Set("numbers", (int[])[1, -2]).Set("empty", Array.Empty<int>())
            .ToArray());
        using var gguf = GgufFile.Open(file.FilePath);
        var metadata = gguf.Metadata;
        int[] integers = [.. ((string[])["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64"])
            .Select(key => metadata.Integer(key, int.MinValue, int.MaxValue))];
        Assert.Equal([200, -3, 60000, -9, 7, -7, 8, -8], integers);
        Assert.Equal((0.5f, 0.25f), (metadata.Positive("f32"), metadata.Positive("f64")));
        Assert.True(metadata.FlagOrNull("flag"));
        Assert.Equal("tête", metadata.Text("text"));
        Assert.Equal(["a", ""], metadata.Texts("texts"));
        Assert.Equal([1, -2], metadata.IntegersOrNull("numbers")!);
        Assert.Equal([], metadata.IntegersOrNull("empty")!);
        Assert.Null(metadata.TextOrNull("none"));
    }

    [Fact]
    public void Open_Version2_IsVersion3()
    {
        using var file = new TemporaryFile(new GgufWriter { Version = 2 }.Set("a", 1).ToArray());
        using var gguf = GgufFile.Open(file.FilePath);
        Assert.True(gguf.Metadata.Has("a"));
    }

    [Theory]
    [InlineData(1u, "GGUF version 1 is not supported; supported: 2, 3")]
    [InlineData(4u, "GGUF version 4 is not supported")]
    [InlineData(0x03000000u, "the file is big-endian")]
    public void Open_OtherVersion_IsRefused(uint version, string message) =>
        Assert.Contains(message, Refusal(new GgufWriter { Version = version }.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Open_NotGguf_SaysSo() => Assert.EndsWith(
        "is not a GGUF file: it does not begin with 'GGUF'.", Refusal("PK\u0003\u0004 a zip"u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Open_CountsOutOfThisWorld_TakesNoMemoryForThem()
    {
        var whole = new GgufWriter().Set("a", (string[])["text"]).ToArray();
        foreach (var at in (int[])[8, 16, 24, whole.Length - 20])
        {
            var damaged = whole.ToArray();
            MemoryMarshal.Write(damaged.AsSpan(at), 0x0FFF_FFFF_FFFF_FFFFul);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refusal(damaged);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Open_KeyOrTensorTwice_IsRefused()
    {
        var tensor = new GgufTensorData("t", TinyLlama.F32, [1], new byte[4]);
        Assert.Contains("the key 'a' occurs twice", Refusal(new GgufWriter().Set("a", 1).Repeat("a", 2).ToArray()), StringComparison.Ordinal);
        Assert.Contains("the tensor 't' occurs twice", Refusal(new GgufWriter().Add(tensor).Add(tensor).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AlignmentThatIsNone_IsRefused() => Assert.Contains(
        "'general.alignment' is 48, which is not a power of two",
        Refusal(new GgufWriter().Set("general.alignment", 48u).ToArray()),
        StringComparison.Ordinal);

    private static string Refusal(byte[] content)
    {
        using var file = new TemporaryFile(content);
        return Assert.Throws<ModelLoadException>(() => GgufFile.Open(file.FilePath)).Message;
    }
}
