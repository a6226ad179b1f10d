using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.ApiKeys;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Administration;

public sealed class OrganizationTests
{
    private static readonly Administrator Somebody = new(AdministratorKind.User, "user-1", "one@example.com", "203.0.113.7");

    [Fact]
    public async Task AdminKey_ThatIsTheLast_IsNotDeleted()
    {
        await using var cluster = await StartAsync();
        var organization = Organization(cluster);
        Assert.NotNull(await organization.EnsureAdminKeyAsync(null, null));
        var first = Assert.Single((await organization.ListAdminKeysAsync(new PageRequest(20, null), isDescending: false)).Items);

        // One that expires keeps nobody in.
        await organization.CreateAdminKeyAsync("for a while", TimeSpan.FromHours(1), Somebody);
        Assert.Equal(AdminKeyDeletion.IsTheLast, await organization.DeleteAdminKeyAsync(first.Id, Somebody));

        var second = await organization.CreateAdminKeyAsync("second", null, Somebody);
        var deletions = await Task.WhenAll(
            organization.DeleteAdminKeyAsync(first.Id, Somebody), organization.DeleteAdminKeyAsync(second.Key.Id, Somebody));
        Assert.Equal([AdminKeyDeletion.Deleted, AdminKeyDeletion.IsTheLast], deletions.Order());
    }

    [Fact]
    public async Task AdminKey_OfTheConfiguration_EndsWhenAnotherIsConfigured()
    {
        await using var cluster = await StartAsync();
        var (one, two) = (ApiKeySecret.Create(ApiKeyKind.Admin), ApiKeySecret.Create(ApiKeyKind.Admin));
        Assert.Null(await Organization(cluster).EnsureAdminKeyAsync(one.Hash, one.LastFour));
        Assert.NotNull(await IdentifyAsync(cluster, one));
        Assert.Null(await Organization(cluster).EnsureAdminKeyAsync(two.Hash, two.LastFour));
        Assert.Null(await IdentifyAsync(cluster, one));
        Assert.NotNull(await IdentifyAsync(cluster, two));
    }

    [Fact]
    public async Task EnsureAdminKey_Again_MakesNoSecondKey()
    {
        await using var cluster = await StartAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Organization(cluster).EnsureAdminKeyAsync(null, null)));
        Assert.Single(made, one => one is not null);
    }

    [Fact]
    public async Task Change_OfAnything_IsInTheAuditLogWithWhoMadeIt()
    {
        await using var cluster = await StartAsync();
        var project = cluster.Grains.GetGrain<IProjectGrain>("proj_1");
        await project.CreateAsync("one", Somebody);
        var account = (await project.CreateServiceAccountAsync("app", withKey: true, Somebody)).Value!;
        await project.UpdateServiceAccountAsync(account.Account.Id, null, ServiceAccountRole.Owner, Somebody);
        await project.DeleteApiKeyAsync(account.Key!.Id, Somebody);

        var log = await Organization(cluster).ListAuditLogAsync(new AuditQuery(new PageRequest(20, null), null, 0, long.MaxValue) { Projects = ["proj_1"] });

        Assert.Equal(
            ["api_key.created", "api_key.deleted", "project.created", "service_account.created", "service_account.updated"],
            log.Items.Select(entry => entry.Type).Order(StringComparer.Ordinal));
        Assert.All(log.Items, entry => Assert.Equal(Somebody, entry.By));
        Assert.Equal("""{"role":"owner"}""", log.Items.Single(entry => entry.Type == "service_account.updated").Details);
    }

    [Fact]
    public async Task Key_OfAnArchivedProject_IsNobodysAndTheProjectStays()
    {
        await using var cluster = await StartAsync();
        var project = cluster.Grains.GetGrain<IProjectGrain>("proj_1");
        await project.CreateAsync("one", Somebody);
        var key = (await project.CreateServiceAccountAsync("app", withKey: true, Somebody)).Value!.Key!;
        Assert.True(ApiKeySecret.TryParse(key.Secret, out var secret));
        Assert.NotNull(await cluster.Grains.GetGrain<IApiKeyGrain>(secret.Hash).IdentifyAsync());

        Assert.NotNull((await project.ArchiveAsync(Somebody)).Value!.ArchivedAt);

        Assert.Null(await cluster.Grains.GetGrain<IApiKeyGrain>(secret.Hash).IdentifyAsync());
        var asked = new AdmissionRequest { ResponseId = "chatcmpl-1", Model = "scripted" };
        Assert.Equal(Admission.UnknownProject, (await cluster.Tenant("proj_1").AdmitAsync(asked)).Outcome);
        Assert.Equal(ProjectRefusal.IsArchived, (await project.UpdateAsync("two", Somebody)).Refusal);
        Assert.Null((await cluster.Tenant("proj_1").EnsureCreatedAsync("one")).FirstKey);
    }

    private static Task<ScriptedCluster> StartAsync() => ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"));

    private static IOrganizationGrain Organization(ScriptedCluster cluster) => cluster.Grains.GetGrain<IOrganizationGrain>(IOrganizationGrain.Key);

    private static Task<AdminKeyIdentity?> IdentifyAsync(ScriptedCluster cluster, ApiKeySecret secret) =>
        cluster.Grains.GetGrain<IAdminKeyGrain>(secret.Hash).IdentifyAsync();
}
