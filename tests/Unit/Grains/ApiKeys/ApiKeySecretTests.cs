using TenantLLM.Grains.Abstractions.ApiKeys;
using Xunit;

namespace TenantLLM.Unit.Grains.ApiKeys;

public sealed class ApiKeySecretTests
{
    [Fact]
    public void Create_Twice_GivesWellFormedDifferentKeys()
    {
        var (one, two) = (ApiKeySecret.Create(), ApiKeySecret.Create());
        Assert.Matches("^sk-proj-[0-9A-Za-z]{38}$", one.Reveal());
        Assert.NotEqual(one.Reveal(), two.Reveal());
        Assert.NotEqual(one.Hash, two.Hash);
    }

    [Fact]
    public void Create_AdminKey_IsReadAsOne()
    {
        var key = ApiKeySecret.Create(ApiKeyKind.Admin);
        Assert.Matches("^sk-admin-[0-9A-Za-z]{38}$", key.Reveal());
        Assert.True(ApiKeySecret.TryParse(key.Reveal(), out var parsed));
        Assert.Equal((ApiKeyKind.Admin, key.Hash), (parsed.Kind, parsed.Hash));
    }

    [Fact]
    public void TryParse_AdminKeyThatWasMadeByOtherMeans_ReadsIt() =>
        Assert.True(ApiKeySecret.TryParse("sk-admin-TestsOfTenantLLMUseThisAdminKey03bBIIe", out _));

    [Fact]
    public void TryParse_CreatedKey_GivesTheSameHash()
    {
        var created = ApiKeySecret.Create();
        Assert.True(ApiKeySecret.TryParse(created.Reveal(), out var parsed));
        Assert.Equal(created.Hash, parsed.Hash);
    }

    [Fact]
    public void TryParse_AnyCharacterChanged_Refuses()
    {
        var key = ApiKeySecret.Create().Reveal();
        for (var index = 0; index < key.Length; index++)
        {
            var other = key[index] == 'a' ? 'b' : 'a';
            Assert.False(ApiKeySecret.TryParse(key[..index] + other + key[(index + 1)..], out _), $"character {index}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sk-")]
    [InlineData("sk-proj-")]
    [InlineData("Bearer sk-proj-0000000000000000000000000000000000000000")]
    [InlineData("sk-proj-ééééééééééééééééééééééééééééééééé00000")]
    public void TryParse_NotAKey_Refuses(string text) => Assert.False(ApiKeySecret.TryParse(text, out _));

    [Fact]
    public void ToString_NeverShowsTheKey()
    {
        var secret = ApiKeySecret.Create();
        Assert.Equal($"sk-…{secret.Reveal()[^4..]}", secret.ToString());
        Assert.DoesNotContain(secret.Reveal(), new CreatedApiKey("key_1", secret.Reveal()).ToString(), StringComparison.Ordinal);
    }
}
