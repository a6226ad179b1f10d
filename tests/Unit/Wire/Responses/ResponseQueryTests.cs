using TenantLLM.Wire.Items;
using TenantLLM.Wire.Responses;
using Xunit;

namespace TenantLLM.Unit.Wire.Responses;

public class ResponseQueryTests
{
    [Fact]
    public void List_OfNothing_HasTheDefaults()
    {
        Assert.True(ItemListQuery.TryRead(Query(""), out var query, out _));
        Assert.Equal(new ItemListQuery { Limit = 20, IsDescending = true, After = null }, query);
    }

    [Theory]
    [InlineData("limit=1&order=asc&after=msg_1", 1, false, "msg_1")]
    [InlineData("limit=100&order=desc", 100, true, null)]
    [InlineData("include[]=message.input_image.image_url&include[]=web_search_call.action.sources", 20, true, null)]
    [InlineData("include=message.output_text.logprobs&limit=5&limit=7", 7, true, null)]
    public void List_OfAnyQuery_IsRead(string text, int limit, bool isDescending, string? after)
    {
        Assert.True(ItemListQuery.TryRead(Query(text), out var query, out _));
        Assert.Equal(new ItemListQuery { Limit = limit, IsDescending = isDescending, After = after }, query);
    }

    [Theory]
    [InlineData("limit=0", "limit", "integer_below_min_value", "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData("limit=101", "limit", "integer_above_max_value", "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 101 instead.")]
    [InlineData("limit=99999999999999999999", "limit", "integer_above_max_value", "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 99999999999999999999 instead.")]
    [InlineData("limit=ten", "limit", "invalid_type", "Invalid type for 'limit': expected an integer, but got a string instead.")]
    [InlineData("limit=", "limit", "empty_string", "Invalid 'limit': empty string. Expected a string with minimum length 1, but got an empty string instead.")]
    [InlineData("order=up", "order", "invalid_value", "Invalid value: 'up'. Supported values are: 'asc' and 'desc'.")]
    [InlineData("before=msg_1", "before", "unknown_parameter", "Unknown parameter: 'before'.")]
    [InlineData("include[]=everything", "include", "invalid_value", null)]
    public void List_AtFault_IsRefused(string text, string param, string code, string? message)
    {
        Assert.False(ItemListQuery.TryRead(Query(text), out _, out var error));
        Assert.Equal((400, param, code), (error.Status, error.Param, error.Code));
        Assert.Equal(message ?? error.Message, error.Message);
    }

    [Fact]
    public void Get_OfAnyQuery_IsRead()
    {
        Assert.True(GetResponseQuery.TryRead(Query(""), out var plain, out _));
        Assert.Equal(new GetResponseQuery(), plain);
        Assert.True(GetResponseQuery.TryRead(Query("stream=true&starting_after=0&include_obfuscation=false&include=reasoning.encrypted_content"), out var full, out _));
        Assert.Equal(new GetResponseQuery { Stream = true, StartingAfter = 0, IncludeObfuscation = false }, full);
    }

    [Theory]
    [InlineData("starting_after=3", "starting_after", null)]
    [InlineData("stream=true&starting_after=-1", "starting_after", "integer_below_min_value")]
    [InlineData("stream=yes", "stream", "invalid_type")]
    [InlineData("foo=1", "foo", "unknown_parameter")]
    public void Get_AtFault_IsRefused(string text, string param, string? code)
    {
        Assert.False(GetResponseQuery.TryRead(Query(text), out _, out var error));
        Assert.Equal((400, param, code), (error.Status, error.Param, error.Code));
    }

    [Fact]
    public void Item_OfAnyQuery_MayOnlyInclude()
    {
        Assert.True(IncludeQuery.TryRead(Query("include[]=message.input_image.image_url"), out _));
        Assert.False(IncludeQuery.TryRead(Query("limit=1"), out var error));
        Assert.Equal("limit", error.Param);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Query(string text) => text
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]));
}
