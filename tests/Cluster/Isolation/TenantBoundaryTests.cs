using System.Reflection;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Isolation;
using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Isolation;

/// <summary>No call reaches a grain of another tenant, whoever makes it.</summary>
public sealed class TenantBoundaryTests
{
    private const string Nobody = "";

    [Theory]
    [InlineData("proj_2")]
    [InlineData("proj_")]
    [InlineData("proj_11")]
    [InlineData("proj_1/s1")]
    [InlineData(Nobody)]
    public async Task Call_WithAnotherTenantsContext_IsRefused(string tenant)
    {
        await using var cluster = await StartAsync();
        using var scope = TenantContext.Enter(tenant);

        await RefusedAsync(() => cluster.Tenant("proj_1").ListApiKeysAsync());
        await RefusedAsync(() => cluster.Tenant("proj_1").EnsureCreatedAsync("one"));
        await RefusedAsync(() => cluster.Session("proj_1", "s2").GetItemsAsync());
        await RefusedAsync(() => cluster.Conversation().GetConversationAsync());
        await RefusedAsync(() => cluster.StoredCompletions().DeleteAsync("chatcmpl-1"));
    }

    [Fact]
    public async Task Call_WithTheTenantsContext_IsAnswered()
    {
        await using var cluster = await StartAsync();
        using var scope = TenantContext.Enter("proj_1");

        await cluster.Tenant("proj_1").EnsureCreatedAsync("one");
        Assert.Null(await cluster.Conversation().GetConversationAsync());
        Assert.NotEmpty(await cluster.Grains.GetGrain<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync());
    }

    [Fact]
    public async Task Enumeration_WithAnotherTenantsContext_NeverBegins()
    {
        await using var cluster = await StartAsync();
        using var scope = TenantContext.Enter("proj_2");

        await RefusedAsync(() => cluster.Session("proj_1", "s1").GenerateAsync(Turn(), default).ToListAsync().AsTask());
        await RefusedAsync(() => cluster.Conversation().FollowAsync("resp_1", default).ToListAsync().AsTask());
    }

    [Fact]
    public async Task Enumeration_WhoseContextChangesOnTheWay_IsRefusedAtItsNextPoll()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() =>
        {
            var decoder = ScriptedDecoder.Endless(context: 100_000);
            decoder.BeforeStep = _ => decoder.Pace(TimeSpan.FromMilliseconds(1));
            return decoder;
        });
        var updates = cluster.Session("proj_1", "s1").GenerateAsync(Turn(), default).GetAsyncEnumerator();
        using (TenantContext.Enter("proj_1"))
            Assert.True(await updates.MoveNextAsync());
        using (TenantContext.Enter("proj_2"))
        {
            await RefusedAsync(async () =>
            {
                // What came with the last poll is here already.
                while (await updates.MoveNextAsync())
                {
                }
            });
        }

        using (TenantContext.Enter("proj_1"))
            await updates.DisposeAsync();
    }

    [Fact]
    public async Task CallBetweenGrains_KeepsTheTenant()
    {
        await using var cluster = await StartAsync();
        var tenant = cluster.Tenant("proj_1");
        var key = (await tenant.EnsureCreatedAsync("one")).FirstKey!;

        // The tenant's grain calls that of the key.
        using (TenantContext.Enter("proj_1"))
            Assert.True(await tenant.RevokeApiKeyAsync(key.Id));
    }

    [Fact]
    public void EveryGrain_BelongsToATenantOrSaysWhyNot()
    {
        var contracts = typeof(ITenantGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
            .ToList();
        Assert.Contains(typeof(IConversationGrain), contracts);

        var shared = contracts.Where(type => type.IsDefined(typeof(SharedByTenantsAttribute))).ToList();
        Assert.All(shared, type => Assert.NotEmpty(type.GetCustomAttribute<SharedByTenantsAttribute>()!.Reason));

        // A grain joins this list on purpose; whatever is not on it must have the tenant in its key.
        Assert.Equal(
            ["IAdminKeyGrain", "IApiKeyGrain", "IModelCatalogueGrain", "IOrganizationGrain", "IRetentionGrain", "IUsageGrain"],
            shared.Select(type => type.Name).Order());
        Assert.All(contracts.Except(shared), type => Assert.True(type.IsAssignableTo(typeof(IGrainWithStringKey)), $"{type.Name} has no tenant in its key"));
    }

    private static Task<ScriptedCluster> StartAsync() => ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));

    private static Task<WrongTenantException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<WrongTenantException>(call);

    private static SessionRequest Turn() => new()
    {
        ResponseId = "a1",
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", "One")]),
        Temperature = 0,
    };
}
