using TenantLLM.Inference.Backends.Gguf;
using TenantLLM.Inference.Backends.Onnx;
using TenantLLM.TestKit.Gguf;
using Xunit;

namespace TenantLLM.Unit.Backends.Onnx;

public sealed class SequenceRowsTests
{
    [Fact]
    public void BringTogether_AnySequences_PutsThemSideBySideAndKeepsThemThere()
    {
        using var cache = new KeyValueCache(Shape(), 12, 96);
        var rows = new SequenceRows(cache, 12);
        for (var sequence = 0; sequence < 12; sequence++)
            rows.SetLength(sequence, rows.RowOf(sequence) + 1);
        var noise = new Noise(2);
        for (var round = 0; round < 200; round++)
        {
            if (round % 3 == 0)
                rows.Release(noise.Below(12));
            int[] wanted = [.. Enumerable.Range(0, 12).Where(_ => noise.Below(2) == 0)];
            if (wanted.Length == 0)
                continue;
            var first = rows.BringTogether(wanted);
            int[] all = [.. Enumerable.Range(0, 12)];
            foreach (var sequence in all)
                rows.RowOf(sequence);
            first = rows.BringTogether(wanted);
            Assert.Equal(Enumerable.Range(first, wanted.Length), wanted.Select(rows.RowOf).Order());
            Assert.Equal(12, all.Select(rows.RowOf).Distinct().Count());
            int[] before = [.. wanted.Select(rows.RowOf)];
            Assert.Equal(first, rows.BringTogether(wanted));
            Assert.Equal(before, wanted.Select(rows.RowOf));
        }
    }

    [Fact]
    public void BringTogether_OneLongAndOneShort_MovesTheShortOne()
    {
        using var cache = new KeyValueCache(Shape(), 6, 96);
        var rows = new SequenceRows(cache, 6);
        for (var sequence = 0; sequence < 6; sequence++)
            rows.SetLength(sequence, rows.RowOf(sequence) == 4 ? 90 : 2);
        rows.BringTogether([0, 4]);
        Assert.Equal(4, rows.RowOf(4));
    }

    [Fact]
    public void RowOf_NewSequence_LiesBesideTheBatchItWillJoin()
    {
        using var cache = new KeyValueCache(Shape(), 6, 96);
        var rows = new SequenceRows(cache, 6);
        for (var sequence = 0; sequence < 5; sequence++)
            rows.SetLength(sequence, rows.RowOf(sequence) + 1);
        rows.BringTogether([1, 2]);

        var row = rows.RowOf(5);
        rows.SetLength(5, 90);

        Assert.Equal(row, rows.RowOf(5));
        Assert.Equal(Math.Min(row, rows.RowOf(1)), rows.BringTogether([1, 2, 5]));
        Assert.Equal(row, rows.RowOf(5));
        Assert.Equal([1, 2, 3, 4, 5, 90], Enumerable.Range(0, 6).Select(rows.Length));
    }

    private static LlamaShape Shape()
    {
        using var file = new TemporaryFile(new TinyLlama().Write().ToArray());
        using var gguf = GgufFile.Open(file.FilePath);
        return LlamaShape.Read(gguf.Metadata);
    }
}
