using TenantLLM.Wire.Ids;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class ObjectIdsTests
{
    [Fact]
    public void Id_OfACompletion_IsRandomBase62() => Assert.Matches("^chatcmpl-[0-9A-Za-z]{29}$", ObjectIds.ChatCompletion());

    [Fact]
    public void Ids_OfManyObjects_UseEveryCharacterAlike()
    {
        var characters = Enumerable.Range(0, 10_000).SelectMany(_ => ObjectIds.Create("")).CountBy(character => character).ToList();

        Assert.Equal(62, characters.Count);
        // 290,000 characters: 4,677 of each, standard deviation 68.
        Assert.All(characters, character => Assert.InRange(character.Value, 4677 - (7 * 68), 4677 + (7 * 68)));
    }
}
