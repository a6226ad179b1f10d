using TenantLLM.Grains.Abstractions.Administration;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Administration;

public sealed class ProjectLimitsTests
{
    private static readonly Administrator Somebody = new(AdministratorKind.ApiKey, "key_1", null, null);

    [Fact]
    public async Task Limits_AfterARestart_AreInForce()
    {
        using var folder = new TemporaryFolder();
        await using (var cluster = await StartAsync(folder))
        {
            var project = Project(cluster);
            await project.CreateAsync("one", Somebody);
            var limits = (await project.UpdateRateLimitAsync("rl-scripted", new RateLimitChange(5, null, 1_000), Somebody)).Value!;
            Assert.Equal(new ProjectRateLimit("scripted", 5, null, 1_000), limits);
            await project.UpdateRateLimitAsync("rl-scripted", new RateLimitChange(null, 7, null), Somebody);
            await project.SetModelPermissionsAsync(new ModelPermissions(true, ["scripted", "other"]), Somebody);
            Assert.False((await project.SetSpendLimitAsync(500, Somebody)).Value!.IsSpent);
            await project.SetSpendLimitAsync(600, Somebody);
        }

        await using var restarted = await StartAsync(folder);
        var again = Project(restarted);
        var page = (await again.ListRateLimitsAsync(new RangeRequest(100, null, null))).Value!;
        Assert.Equal(new ProjectRateLimit("scripted", 5, 7, 1_000), Assert.Single(page.Items));
        Assert.Equal(["scripted", "other"], (await again.GetModelPermissionsAsync()).Value!.Models.ToArray());
        Assert.Equal(600, (await again.GetSpendLimitAsync()).Value!.Cents);
        Assert.True((await again.DeleteSpendLimitAsync(Somebody)).Value!.WasThere);
        Assert.Equal(ProjectRefusal.NoSpendLimit, (await again.GetSpendLimitAsync()).Refusal);
    }

    [Fact]
    public async Task Limits_OfAnArchivedProject_StayAsTheyAre()
    {
        await using var cluster = await StartAsync();
        var project = Project(cluster);
        Assert.Equal(ProjectRefusal.NoProject, (await project.GetSpendLimitAsync()).Refusal);
        await project.CreateAsync("one", Somebody);
        await project.ArchiveAsync(Somebody);

        Assert.Equal(ProjectRefusal.IsArchived, (await project.SetSpendLimitAsync(1, Somebody)).Refusal);
        Assert.Equal(ProjectRefusal.IsArchived, (await project.UpdateRateLimitAsync("rl-scripted", new RateLimitChange(1, null, null), Somebody)).Refusal);
        Assert.Equal(ProjectRefusal.IsArchived, (await project.SetModelPermissionsAsync(ModelPermissions.Every, Somebody)).Refusal);
    }

    [Fact]
    public async Task Models_NotAllowed_AreRefusedWithoutAReservation()
    {
        await using var cluster = await StartAsync();
        await Project(cluster).CreateAsync("one", Somebody);
        await Project(cluster).SetModelPermissionsAsync(new ModelPermissions(false, ["scripted"]), Somebody);

        var asked = new AdmissionRequest { ResponseId = "chatcmpl-1", Model = "scripted" };
        Assert.Equal(Admission.ModelNotAllowed, (await cluster.Tenant("proj_1").AdmitAsync(asked)).Outcome);
        Assert.Equal(0, await cluster.Tenant("proj_1").GetReservedTokensAsync());
    }

    private static Task<ScriptedCluster> StartAsync(TemporaryFolder? folder = null) =>
        ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), folder);

    private static IProjectGrain Project(ScriptedCluster cluster) => cluster.Grains.GetGrain<IProjectGrain>("proj_1");
}
