using TenantLLM.Wire.Completions;
using Xunit;

namespace TenantLLM.Unit.Wire.Completions;

public class TextLogprobsTests
{
    private readonly TextLogprobsBuilder _builder = new();

    [Fact]
    public void Offsets_OfManyBytesACharacter_CountCharacters()
    {
        Add("é"u8, " 👋"u8, "x"u8);
        Assert.Equal([0, 1, 3], _builder.Take().TextOffset);
    }

    [Fact]
    public void Offsets_OfPartsOfACharacter_AreThoseOfTheCharacter()
    {
        Add("a"u8, "👋"u8[..2], "👋"u8[2..], "b"u8);
        var logprobs = _builder.Take();
        Assert.Equal([0, 1, 1, 2], logprobs.TextOffset);
        Assert.Equal(["a", "bytes:\\xf0\\x9f", "bytes:\\x91\\x8b", "b"], logprobs.Tokens);
    }

    [Fact]
    public void Offsets_AfterATake_GoOn()
    {
        Add("ab"u8);
        _builder.Take();
        Add("c"u8);
        var next = _builder.Take();
        Assert.Equal(["c"], next.Tokens);
        Assert.Equal([2], next.TextOffset);
    }

    [Fact]
    public void Top_WithoutTheSampledToken_HoldsItToo()
    {
        _builder.Add("z"u8, -5, [("a"u8.ToArray(), -0.5f), ("a"u8.ToArray(), -0.75f), ("b"u8.ToArray(), -1)]);
        Assert.Equal(new Dictionary<string, float> { ["a"] = -0.5f, ["b"] = -1, ["z"] = -5 }, _builder.Take().TopLogprobs.Single());
    }

    [Fact]
    public void Take_OfNothing_IsEmptyLists() => Assert.Empty(_builder.Take().Tokens);

    private void Add(ReadOnlySpan<byte> single) => _builder.Add(single, -1, []);

    private void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth = default)
    {
        Add(first);
        Add(second);
        Add(third);
        if (!fourth.IsEmpty)
            Add(fourth);
    }
}
