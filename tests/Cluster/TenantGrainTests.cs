using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster;

public sealed class TenantGrainTests
{
    [Fact]
    public async Task EnsureCreated_NewProject_MakesItWithOneKey()
    {
        await using var cluster = await StartAsync();
        var ensured = await cluster.Tenant("proj_1").EnsureCreatedAsync("one");
        Assert.Equal("one", ensured.Project.Name);
        Assert.Equal(new ApiKeyIdentity("proj_1", ensured.FirstKey!.Id), await IdentifyAsync(cluster, ensured.FirstKey.Secret));
    }

    [Fact]
    public async Task EnsureCreated_Again_MakesNoSecondKey()
    {
        await using var cluster = await StartAsync();
        await cluster.Tenant("proj_1").EnsureCreatedAsync("one");
        Assert.Null((await cluster.Tenant("proj_1").EnsureCreatedAsync("one")).FirstKey);
        Assert.Single(await cluster.Tenant("proj_1").ListApiKeysAsync());
    }

    [Fact]
    public async Task EnsureCreated_ManyAtOnce_MakesOneKey()
    {
        await using var cluster = await StartAsync();
        var ensured = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cluster.Tenant("proj_1").EnsureCreatedAsync("one")));
        Assert.Single(ensured, one => one.FirstKey is not null);
    }

    [Fact]
    public async Task Identify_RevokedKey_IsRefusedAtOnceAndAfterARestart()
    {
        using var folder = new TemporaryFolder();
        string secret;
        await using (var cluster = await StartAsync(folder))
        {
            var key = (await cluster.Tenant("proj_1").EnsureCreatedAsync("one")).FirstKey!;
            secret = key.Secret;
            Assert.NotNull(await IdentifyAsync(cluster, secret));
            Assert.True(await cluster.Tenant("proj_1").RevokeApiKeyAsync(key.Id));
            Assert.Null(await IdentifyAsync(cluster, secret));
        }

        await using var restarted = await StartAsync(folder);
        Assert.Null(await IdentifyAsync(restarted, secret));
        Assert.NotNull(Assert.Single(await restarted.Tenant("proj_1").ListApiKeysAsync()).RevokedAt);
    }

    [Fact]
    public async Task Revoke_AnotherProjectsKey_IsNotFound()
    {
        await using var cluster = await StartAsync();
        var key = (await cluster.Tenant("proj_1").EnsureCreatedAsync("one")).FirstKey!;
        await cluster.Tenant("proj_2").EnsureCreatedAsync("two");
        Assert.False(await cluster.Tenant("proj_2").RevokeApiKeyAsync(key.Id));
        Assert.NotNull(await IdentifyAsync(cluster, key.Secret));
    }

    [Fact]
    public async Task Identify_KeyNobodyMade_IsNobody()
    {
        await using var cluster = await StartAsync();
        Assert.Null(await IdentifyAsync(cluster, ApiKeySecret.Create().Reveal()));
    }

    [Fact]
    public async Task Admit_UnknownProject_IsRefused()
    {
        await using var cluster = await StartAsync();
        var asked = new AdmissionRequest { ResponseId = "chatcmpl-1", Model = "scripted" };
        Assert.Equal(Admission.UnknownProject, (await cluster.Tenant("proj_0").AdmitAsync(asked)).Outcome);
    }

    private static Task<ScriptedCluster> StartAsync(TemporaryFolder? folder = null) =>
        ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);

    private static Task<ApiKeyIdentity?> IdentifyAsync(ScriptedCluster cluster, string secret)
    {
        Assert.True(ApiKeySecret.TryParse(secret, out var parsed));
        return cluster.Grains.GetGrain<IApiKeyGrain>(parsed.Hash).IdentifyAsync();
    }
}
