using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TenantLLM.Storage;
using TenantLLM.Storage.ApiKeys;
using TenantLLM.Storage.AuditLog;
using TenantLLM.Storage.Conversations;
using TenantLLM.Storage.Projects;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using Xunit;

namespace TenantLLM.Unit.Storage;

public sealed class StoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Append_ThenRestart_LoadsInOrder()
    {
        using (var host = await StartAsync())
        {
            var store = host.Services.GetRequiredService<IConversationStore>();
            await store.AppendAsync(Turn(Item("conv_1", 0), Item("conv_1", 1)), default);
            await store.AppendAsync(Turn(Item("conv_2", 0), Item("conv_1", 2)), default);
            await host.StopAsync();
        }

        using var again = await StartAsync();
        var items = await again.Services.GetRequiredService<IConversationStore>().LoadAsync("proj_1", "conv_1", default);
        Assert.Equal([0, 1, 2], items.Select(item => item.Position));
    }

    [Fact]
    public async Task Append_OneOfManyBroken_FailsAloneAndAllOthersAreWritten()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IConversationStore>();
        await store.AppendAsync(Turn(Item("conv_1", 7)), default);

        var writes = Enumerable.Range(0, 50).Select(position => store.AppendAsync(Turn(Item("conv_1", position)), default)).ToList();
        await Assert.ThrowsAnyAsync<Exception>(() => writes[7]);
        await Task.WhenAll(writes.Where((_, position) => position != 7));

        Assert.Equal(50, (await store.LoadAsync("proj_1", "conv_1", default)).Count);
    }

    [Fact]
    public async Task Load_OtherProjectsConversation_FindsNothing()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IConversationStore>();
        await store.AppendAsync(Turn(Item("conv_1", 0)), default);
        Assert.Empty(await store.LoadAsync("proj_2", "conv_1", default));
    }

    [Fact]
    public async Task ApiKey_Updated_IsFoundAsUpdated()
    {
        using var host = await StartAsync();
        var keys = host.Services.GetRequiredService<IApiKeyStore>();
        var key = new ApiKeyRow
        {
            Id = "key_1",
            ProjectId = "proj_1",
            Name = "default",
            Hash = "00",
            LastFour = "abcd",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await WriteAsync(host, new AuditedChange(Entry("audit_log-1")) { Added = [key] });
        await WriteAsync(host, new AuditedChange(Entry("audit_log-2")) { Updated = [key with { RevokedAt = DateTimeOffset.UnixEpoch.AddDays(1) }] });
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(1), (await keys.FindByHashAsync("00", default))!.RevokedAt);
        Assert.Null(await keys.FindByHashAsync("01", default));

        await keys.WriteLastUseAsync(key, DateTimeOffset.UnixEpoch.AddDays(2), default);
        var used = (await keys.FindByHashAsync("00", default))!;
        Assert.Equal((DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch.AddDays(2)), (used.RevokedAt, used.LastUsedAt));
    }

    [Fact]
    public async Task Project_Added_IsFoundWithItsAuditEntry()
    {
        using var host = await StartAsync();
        await WriteAsync(host, new AuditedChange(Entry("audit_log-1")) { Added = [Project()] });
        Assert.Equal("one", (await host.Services.GetRequiredService<IProjectStore>().FindAsync("proj_1", default))!.Name);
        Assert.Equal(["audit_log-1"], await EntriesAsync(host));
    }

    [Fact]
    public async Task Change_WhoseRowFails_LeavesNoAuditEntry()
    {
        using var host = await StartAsync();
        await WriteAsync(host, new AuditedChange(Entry("audit_log-1")) { Added = [Project()] });
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(host, new AuditedChange(Entry("audit_log-2")) { Added = [Project()] }));
        Assert.Equal(["audit_log-1"], await EntriesAsync(host));
    }

    [Fact]
    public async Task Start_UnknownProvider_SaysTheFix()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(("Storage:Provider", "Oracle")));
        Assert.Contains("Storage:Provider must be 'Sqlite' or 'PostgreSql'", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ProjectRow Project() => new() { Id = "proj_1", Name = "one", CreatedAt = DateTimeOffset.UnixEpoch };

    private static AuditLogRow Entry(string id) => new()
    {
        Id = id,
        Type = "project.created",
        EffectiveAt = 1,
        ResourceId = "proj_1",
        ActorKind = "Configuration",
        ActorId = "",
    };

    private static Task WriteAsync(IHost host, AuditedChange change) =>
        host.Services.GetRequiredService<IAuditLogStore>().WriteAsync(change, default);

    private static async Task<IEnumerable<string>> EntriesAsync(IHost host)
    {
        var filter = new AuditLogFilter { Limit = 10, From = 0, To = 10, Projects = [], Types = [], Actors = [], Emails = [], Resources = [] };
        return (await host.Services.GetRequiredService<IAuditLogStore>().ListAsync(filter, default)).Select(row => row.Id);
    }

    private static ConversationTurn Turn(params ConversationItemRow[] items) => new() { Items = items };

    private static ConversationItemRow Item(string conversation, int position) => new()
    {
        ProjectId = "proj_1",
        ConversationId = conversation,
        Position = position,
        ParentPosition = position == 0 ? null : position - 1,
        Role = "user",
        Content = "{}",
        IsComplete = true,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task<IHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(TestDatabase.Current.Settings(_folder));
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Services.AddStorage();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
