using TenantLLM.Wire.Admin.Usage;
using TenantLLM.Wire.Errors;
using Xunit;

namespace TenantLLM.Unit.Wire.Admin;

public sealed class UsageQueryTests
{
    private delegate bool Reader(IEnumerable<KeyValuePair<string, string?>> query, out UsageQuery? request, out ApiError? error);

    [Fact]
    public void Completions_StartAlone_IsAWeekOfDays()
    {
        var query = Read("start_time=100000");
        Assert.Equal((86_400, 86_400, 7, null), (query.From, query.Width, query.Limit, query.Until));
    }

    [Theory]
    [InlineData("1m", 60, 60)]
    [InlineData("1h", 3_600, 24)]
    [InlineData("1d", 86_400, 7)]
    public void Completions_Width_DecidesTheBuckets(string word, int width, int limit)
    {
        var query = Read($"start_time=100001&end_time=200001&bucket_width={word}");
        Assert.Equal((100_001 / width * width, width, limit), (query.From, query.Width, query.Limit));
        Assert.Equal(((200_001 / width) + 1) * width, query.Until);
    }

    [Fact]
    public void Completions_Everything_IsRead()
    {
        var query = Read(
            "start_time=0&project_ids=p1&project_ids[]=p2&user_ids=u&api_key_ids=k&models=m&batch=true&group_by[]=model&group_by=batch&limit=31");
        Assert.Equal(["p1", "p2"], query.ProjectIds);
        Assert.Equal(["u", "k", "m"], [.. query.UserIds, .. query.ApiKeyIds, .. query.Models]);
        Assert.Equal(["model", "batch"], query.GroupBy);
        Assert.True(query.OnlyBatches);
        Assert.Equal(31, query.Limit);
    }

    [Theory]
    [InlineData("", "start_time")]
    [InlineData("start_time=", "start_time")]
    [InlineData("start_time=-1", "start_time")]
    [InlineData("start_time=1.5", "start_time")]
    [InlineData("start_time=now", "start_time")]
    [InlineData("start_time=99999999999999999999999999999999999999999999", "start_time")]
    [InlineData("start_time=253402214401", "start_time")]
    [InlineData("start_time=5&end_time=5", "end_time")]
    [InlineData("start_time=5&end_time=x", "end_time")]
    [InlineData("start_time=5&end_time=999999999999999", "end_time")]
    [InlineData("start_time=5&bucket_width=1w", "bucket_width")]
    [InlineData("start_time=5&bucket_width=", "bucket_width")]
    [InlineData("start_time=5&limit=0", "limit")]
    [InlineData("start_time=5&limit=32", "limit")]
    [InlineData("start_time=5&limit=169&bucket_width=1h", "limit")]
    [InlineData("start_time=5&limit=1441&bucket_width=1m", "limit")]
    [InlineData("start_time=5&limit=seven", "limit")]
    [InlineData("start_time=5&project_ids=", "project_ids")]
    [InlineData("start_time=5&user_ids=", "user_ids")]
    [InlineData("start_time=5&api_key_ids[]=", "api_key_ids")]
    [InlineData("start_time=5&models=", "models")]
    [InlineData("start_time=5&batch=maybe", "batch")]
    [InlineData("start_time=5&group_by=colour", "group_by")]
    [InlineData("start_time=5&group_by=line_item", "group_by")]
    [InlineData("start_time=5&page=", "page")]
    [InlineData("start_time=5&page=2", "page")]
    [InlineData("start_time=5&page=page_", "page")]
    [InlineData("start_time=5&page=page_zz", "page")]
    [InlineData("start_time=5&page=page_1", "page")]
    [InlineData("start_time=5&page=page_ffffffffffffffff", "page")]
    [InlineData("start_time=86400&page=page_0", "page")]
    [InlineData("start_time=5&colour=red", "colour")]
    public void Completions_Faulty_NamesTheParameter(string query, string parameter) =>
        Assert.Equal(parameter, Error(UsageQuery.TryReadCompletions, query).Param);

    [Theory]
    [InlineData("start_time=5&batch=true", "batch")]
    [InlineData("start_time=5&group_by=batch", "group_by")]
    [InlineData("start_time=5&group_by=service_tier", "group_by")]
    public void Embeddings_WhatOnlyCompletionsHave_IsRefused(string query, string parameter) =>
        Assert.Equal(parameter, Error(UsageQuery.TryReadEmbeddings, query).Param);

    [Theory]
    [InlineData("start_time=5&bucket_width=1h", "bucket_width")]
    [InlineData("start_time=5&group_by=model", "group_by")]
    [InlineData("start_time=5&user_ids=u", "user_ids")]
    [InlineData("start_time=5&models=m", "models")]
    [InlineData("start_time=5&limit=181", "limit")]
    [InlineData("end_time=5", "start_time")]
    public void Costs_Faulty_NamesTheParameter(string query, string parameter) =>
        Assert.Equal(parameter, Error(UsageQuery.TryReadCosts, query).Param);

    [Fact]
    public void Completions_MoreThanAHundredProjects_AreTooMany() => Assert.Equal(
        "array_above_max_length",
        Error(UsageQuery.TryReadCompletions, "start_time=5" + string.Concat(Enumerable.Repeat("&project_ids=p", 101))).Code);

    [Theory]
    [InlineData("", "start_time")]
    [InlineData("start_time=7&end_time=7", "end_time")]
    [InlineData("start_time=7&project_ids=", "project_ids")]
    [InlineData("start_time=7&limit=3", "limit")]
    public void Ledger_Faulty_NamesTheParameter(string query, string parameter)
    {
        Assert.False(LedgerQuery.TryRead(Pairs(query), out _, out var error));
        Assert.Equal(parameter, error.Param);
    }

    [Fact]
    public void NextPage_OfAPage_IsWhereTheNextBegins()
    {
        var page = new UsagePage<CostsResult>([], 172_800);
        Assert.Equal(172_800, Read($"start_time=5&page={page.NextPage}").From);
        Assert.Null(new UsagePage<CostsResult>([], null).NextPage);
    }

    private static UsageQuery Read(string query)
    {
        Assert.True(UsageQuery.TryReadCompletions(Pairs(query), out var request, out var error), error?.Message);
        return request;
    }

    private static ApiError Error(Reader reader, string query)
    {
        Assert.False(reader(Pairs(query), out var request, out var error));
        Assert.Null(request);
        return error!;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => KeyValuePair.Create(pair[..pair.IndexOf('=', StringComparison.Ordinal)], (string?)pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]));
}
