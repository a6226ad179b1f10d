using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Usage;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage.Usage;

public sealed class UsageStoreTests : IDisposable
{
    private const int Hour = 3_600;
    private const int Day = 86_400;
    private static readonly UsageKind[] All = Enum.GetValues<UsageKind>();

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Add_SameRowTwice_CountsOnce()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IUsageStore>();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.AddAsync(UsageSample.Row(), default)));
        await store.AddAsync(UsageSample.Row() with { OutputTokens = 99 }, default);

        var group = Assert.Single((await store.ReadAsync(Filter(0, Day), default)).Groups);
        Assert.Equal((1, 10, 4, 5), (group.Requests, group.InputTokens, group.CachedTokens, group.OutputTokens));
    }

    [Fact]
    public async Task Append_TurnThatCannotBeWritten_LeavesNoUsage()
    {
        using var host = await StartAsync();
        var conversations = host.Services.GetRequiredService<IConversationStore>();
        await conversations.AppendAsync(Turn(UsageSample.Row()), default);
        await Assert.ThrowsAnyAsync<Exception>(() => conversations.AppendAsync(Turn(UsageSample.Row() with { ResponseId = "a2" }), default));

        var store = host.Services.GetRequiredService<IUsageStore>();
        Assert.Equal(1, Assert.Single((await store.ReadAsync(Filter(0, Day), default)).Groups).Requests);
        Assert.Equal("a1", Assert.Single(await store.ListAsync(new UsageRange(0, long.MaxValue, []), null, 10, default)).ResponseId);
    }

    [Fact]
    public async Task Read_ManyRows_EqualsTheSumOfTheLedger()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IUsageStore>();
        var random = new SeededGenerator(7);
        var rows = Enumerable.Range(0, 600).Select(number => (UsageSample.Row() with
        {
            ResponseId = $"a{number}",
            ProjectId = $"proj_{random.Next(3)}",
            KeyId = random.Next(4) is > 0 and var key ? $"key_{key}" : null,
            UserId = random.Next(3) == 0 ? "user" : null,
            Model = $"m{random.Next(2)}",
            Kind = All[random.Next(4)],
            Part = random.Next(2),
            InputTokens = 5 + random.Next(45),
            OutputTokens = random.Next(50),
            EndedAt = random.Next(3 * Day * 1000),
        }).Priced()).ToList();
        await Task.WhenAll(rows.Select(row => store.AddAsync(row, default)));

        foreach (var width in new[] { 60, Hour, Day })
        {
            foreach (var mask in Enumerable.Range(0, 16))
            {
                var filter = Filter(0, 3 * Day) with
                {
                    Width = width,
                    ByProject = (mask & 1) > 0,
                    ByKey = (mask & 2) > 0,
                    ByUser = (mask & 4) > 0,
                    ByModel = (mask & 8) > 0,
                };
                var expected = rows
                    .GroupBy(row => (
                        row.EndedAt / 1000 / width * width,
                        filter.ByProject ? row.ProjectId : "",
                        filter.ByKey ? row.KeyId ?? "" : "",
                        filter.ByUser ? row.UserId ?? "" : "",
                        filter.ByModel ? row.Model : ""))
                    .Select(group => (
                        group.Key,
                        group.Count(row => row.Part == 0),
                        group.Sum(row => row.InputTokens),
                        group.Sum(row => row.OutputTokens),
                        width == 60 ? 0 : Picounits.ToUnits(group.Sum(row => row.Cost))));
                var groups = (await store.ReadAsync(filter, default)).Groups;
                Assert.Equal(groups.OrderBy(group => group.Bucket).Select(group => group.Bucket), groups.Select(group => group.Bucket));
                Assert.Equal(
                    expected.Order(),
                    groups.Select(group => (
                        (group.Bucket, group.ProjectId, group.KeyId, group.UserId, group.Model),
                        (int)group.Requests,
                        group.InputTokens,
                        group.OutputTokens,
                        group.InputCost + group.CachedCost + group.OutputCost)).Order());
            }
        }
    }

    [Fact]
    public async Task Read_Filtered_FindsOnlyThose()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IUsageStore>();
        await store.AddAsync(UsageSample.Row(), default);
        await store.AddAsync(UsageSample.Row() with { ResponseId = "a2", ProjectId = "proj_2", KeyId = "key_2", Model = "other" }, default);
        await store.AddAsync(UsageSample.Row() with { ResponseId = "a3", UserId = "x'\"; --", KeyId = null }, default);

        UsageFilter[] filters =
        [
            Filter(0, Day) with { ProjectIds = ["proj_2", "none"] }, Filter(0, Day) with { KeyIds = ["key_2"] },
            Filter(0, Day) with { UserIds = ["x'\"; --"] }, Filter(0, Day) with { Models = ["other"] },
        ];
        foreach (var filter in filters)
            Assert.Equal(1, Assert.Single((await store.ReadAsync(filter, default)).Groups).Requests);
        Assert.Empty((await store.ReadAsync(Filter(Day, 2 * Day), default)).Groups);
        Assert.Empty((await store.ReadAsync(Filter(0, Day) with { Kinds = [UsageKind.Embedding] }, default)).Groups);
    }

    [Fact]
    public async Task Spend_OfAMonth_IsExactAndOfTheProjectAlone()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IUsageStore>();
        await store.AddAsync(UsageSample.Row(), default);
        await store.AddAsync(UsageSample.Row() with { ResponseId = "a2", EndedAt = 40L * Day * 1000 }, default);
        await store.AddAsync(UsageSample.Row() with { ResponseId = "a3", ProjectId = "proj_2" }, default);

        // 6 at 0.15, 4 at 0.075000 and 5 at 0.6 for a million.
        var spend = host.Services.GetRequiredService<ISpendReader>();
        Assert.Equal(0.0000084m, await spend.ReadSpendAsync("proj_1", DateTimeOffset.UnixEpoch, default));
        Assert.Equal(0.0000042m, await spend.ReadSpendAsync("proj_1", DateTimeOffset.UnixEpoch.AddDays(31), default));
        Assert.Equal(0, await spend.ReadSpendAsync("proj_3", DateTimeOffset.UnixEpoch, default));
    }

    [Fact]
    public async Task List_InPages_HasEachRowOnce()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IUsageStore>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => store.AddAsync(
            UsageSample.Row() with { ResponseId = $"a{number}", Part = number % 2, EndedAt = 1000 + (number / 10), ProjectId = $"proj_{number % 3}" },
            default)));

        var found = new List<UsageRow>();
        UsagePlace? place = null;
        while (await store.ListAsync(new UsageRange(0, 2000, []), place, 7, default) is { Count: > 0 } page)
        {
            found.AddRange(page);
            place = new UsagePlace(page[^1].EndedAt, page[^1].ProjectId, page[^1].ResponseId, page[^1].Part);
        }

        Assert.Equal(50, found.Select(row => row.ResponseId).Distinct().Count());
        Assert.Equal(50, found.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static UsageFilter Filter(long from, long until) => new() { Kinds = All, From = from, Until = until, Width = Day, HasCosts = true };

    private static ConversationTurn Turn(UsageRow usage) => new()
    {
        Usage = usage,
        Items =
        [
            new ConversationItemRow
            {
                ProjectId = "proj_1",
                ConversationId = "conv_1",
                Position = 0,
                Role = "user",
                Content = "{}",
                IsComplete = true,
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
        ],
    };

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(TestDatabase.Current.Settings(_folder));
        builder.Services.AddLogging();
        builder.Services.AddStorage();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
