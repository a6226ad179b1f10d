using TenantLLM.Inference.Sampling;
using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.Unit.Inference.Sampling;

public sealed class TopTokensTests
{
    [Fact]
    public void Select_AnyRow_GivesWhatSortingWould()
    {
        var random = new SeededGenerator(1);
        var top = new TopTokens();
        for (var round = 0; round < 200; round++)
        {
            // Few different values, so that there are many ties.
            var values = Enumerable.Range(0, 1 + random.Next(3000)).Select(_ => (float)random.Next(50)).ToArray();
            var count = random.Next(40);
            var expected = values.Index().OrderByDescending(pair => pair.Item).ThenBy(pair => pair.Index).Take(count).Select(pair => pair.Index);
            Assert.Equal(expected, top.Select(values, count).ToArray());
        }
    }
}
