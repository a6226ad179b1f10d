using TenantLLM.Grains.Abstractions;
using Xunit;

namespace TenantLLM.Unit.Grains.Ids;

public sealed class TimeOrderedIdTests
{
    [Fact]
    public void Create_ManyInOneMillisecond_AreInTheirOrder()
    {
        var now = new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 10_000).Select(_ => TimeOrderedId.Create("audit_", now)).ToArray();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal("audit_".Length + 28, id.Length));
    }
}
