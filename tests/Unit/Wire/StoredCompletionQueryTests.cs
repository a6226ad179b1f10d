using TenantLLM.Wire.Chat;
using TenantLLM.Wire.Errors;
using Xunit;

namespace TenantLLM.Unit.Wire;

public class StoredCompletionQueryTests
{
    [Fact]
    public void Query_OfNothing_HasDefaults()
    {
        var query = Read();

        Assert.Equal(new StoredPage(20, IsDescending: false, After: null), query.Page);
        Assert.Null(query.Model);
        Assert.Empty(query.Metadata);
    }

    [Fact]
    public void Query_OfEverything_HoldsIt()
    {
        var query = Read(
            ("model", "demo"), ("metadata[a]", "1"), ("metadata[b[c]]", ""), ("after", "chatcmpl-1"), ("limit", "100"), ("order", "desc"));

        Assert.Equal(new StoredPage(100, IsDescending: true, After: "chatcmpl-1"), query.Page);
        Assert.Equal("demo", query.Model);
        Assert.Equal([new("a", "1"), new("b[c]", "")], query.Metadata);
    }

    [Theory]
    [InlineData("limit", "0", "integer_below_min_value")]
    [InlineData("limit", "101", "integer_above_max_value")]
    [InlineData("limit", "x", "invalid_type")]
    [InlineData("order", "up", "invalid_value")]
    [InlineData("after", "", "empty_string")]
    [InlineData("metadata", "a", "unknown_parameter")]
    [InlineData("before", "a", "unknown_parameter")]
    public void Query_AtFault_IsRefusedByName(string name, string value, string code)
    {
        var error = ReadError((name, value));
        Assert.Equal((name, code), (error.Param, error.Code));
    }

    [Fact]
    public void Query_OfTooManyPairs_IsRefused()
    {
        var error = ReadError([.. Enumerable.Range(0, 17).Select(index => ($"metadata[{index}]", "x"))]);
        Assert.Equal(("metadata", "object_above_max_properties"), (error.Param, error.Code));
    }

    [Fact]
    public void MessageQuery_WithAFilter_IsRefused()
    {
        Assert.False(StoredChatMessageQuery.TryRead([new("model", "demo")], out _, out var error));
        Assert.Equal("model", error.Param);
    }

    private static StoredChatCompletionQuery Read(params (string Name, string Value)[] parameters)
    {
        Assert.True(StoredChatCompletionQuery.TryRead(Query(parameters), out var query, out var error), error?.Message);
        return query;
    }

    private static ApiError ReadError(params (string Name, string Value)[] parameters)
    {
        Assert.False(StoredChatCompletionQuery.TryRead(Query(parameters), out _, out var error));
        return error;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Query((string Name, string Value)[] parameters) =>
        parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (string?)parameter.Value));
}
