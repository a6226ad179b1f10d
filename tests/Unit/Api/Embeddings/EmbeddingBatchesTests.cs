using TenantLLM.Api.Endpoints.Embeddings;
using TenantLLM.Wire.Inputs;
using Xunit;

namespace TenantLLM.Unit.Api.Embeddings;

public sealed class EmbeddingBatchesTests
{
    [Fact]
    public void Of_ManyShortInputs_CutsByTheirNumber() => Assert.Equal([64, 64, 2], Sizes(Enumerable.Repeat(Text(10), 130)));

    [Fact]
    public void Of_LongInputs_CutsByTheirLength() =>
        Assert.Equal([2, 1, 1, 1], Sizes([Text(4_000), Tokens(4_000), Text(8_192), Tokens(1_000_000), Text(1)]));

    [Fact]
    public void Of_Inputs_KeepsTheirOrder()
    {
        TextInput[] inputs = [.. Enumerable.Range(0, 200).Select(length => Text(length * 100))];
        Assert.Equal(inputs, EmbeddingBatches.Of(inputs).SelectMany(batch => batch));
    }

    private static int[] Sizes(IEnumerable<TextInput> inputs) => [.. EmbeddingBatches.Of([.. inputs]).Select(batch => batch.Count)];

    private static TextInput.OfText Text(int length) => new(new string('a', length));

    private static TextInput.OfTokens Tokens(int count) => new(new int[count]);
}
