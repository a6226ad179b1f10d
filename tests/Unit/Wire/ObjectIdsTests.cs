using TenantLLM.Wire.Ids;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class ObjectIdsTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 26, 7, 18, 4, TimeSpan.Zero);

    [Fact]
    public void Id_OfACompletion_IsItsTimeAndRandomBase62()
    {
        var id = ObjectIds.ChatCompletion(Time);

        Assert.Matches("^chatcmpl-[0-9A-Za-z]{29}$", id);
        Assert.Equal(id[..16], ObjectIds.ChatCompletion(Time)[..16]);
        Assert.NotEqual(id, ObjectIds.ChatCompletion(Time));
        Assert.True(ObjectIds.IsChatCompletion(id));
    }

    [Fact]
    public void Ids_OfLaterCompletions_ComeAfter()
    {
        var ids = new[] { 0, 1, 61, 62, 3844, 86_400_000, 31_536_000_000 }.Select(later => ObjectIds.ChatCompletion(Time.AddMilliseconds(later))).ToList();
        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("chatcmpl-")]
    [InlineData("chatcmpl-0123456789012345678901234567")]
    [InlineData("chatcmpl-01234567890123456789012345678-")]
    [InlineData("chatcmpl-0123456789012345678901234567é")]
    [InlineData("chatcmplx01234567890123456789012345678")]
    public void IsChatCompletion_OfAnythingElse_IsFalse(string id) => Assert.False(ObjectIds.IsChatCompletion(id));

    [Fact]
    public void Ids_OfManyObjects_UseEveryCharacterAlike()
    {
        var characters = Enumerable.Range(0, 10_000).SelectMany(_ => ObjectIds.Create("")).CountBy(character => character).ToList();

        Assert.Equal(62, characters.Count);
        // 290,000 characters: 4,677 of each, standard deviation 68.
        Assert.All(characters, character => Assert.InRange(character.Value, 4677 - (7 * 68), 4677 + (7 * 68)));
    }
}
