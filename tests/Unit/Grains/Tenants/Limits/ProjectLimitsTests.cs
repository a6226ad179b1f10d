using Microsoft.Extensions.Time.Testing;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Grains.Tenants.Limits;
using TenantLLM.Storage.Limits;
using Xunit;

namespace TenantLLM.Unit.Grains.Tenants.Limits;

public class ProjectLimitsTests
{
    private const string Project = "proj_1";

    private readonly FakeTimeProvider _clock = new();
    private int _ids;

    [Fact]
    public void Of_AModelWithLimitsOfItsOwn_KeepsTheConfiguredOnesBesideThem()
    {
        var limits = new ProjectLimits(Defaults());
        limits.Set(new RateLimitRow { ProjectId = Project, Model = "m", TokensPerMinute = 5 });

        Assert.Equal((10L, 5L), (limits.Of("m").RequestsPerMinute, limits.Of("m").TokensPerMinute));
        Assert.Equal((10L, 1_000L), (limits.Of("other").RequestsPerMinute, limits.Of("other").TokensPerMinute));
    }

    [Theory]
    [InlineData(true, "a", true)]
    [InlineData(true, "b", false)]
    [InlineData(false, "a", false)]
    [InlineData(false, "b", true)]
    public void Allows_AListOfA_FollowsItsMode(bool isAllowList, string model, bool isAllowed)
    {
        var limits = new ProjectLimits(Defaults());
        limits.Set(ProjectLimits.ToRow(Project, new ModelPermissions(isAllowList, ["a"])));

        Assert.Equal(isAllowed, limits.Allows(model));
        limits.Set((ModelPermissionsRow?)null);
        Assert.True(limits.Allows(model));
    }

    [Fact]
    public void Change_OfALimitInUse_CountsWhatWasUsed()
    {
        var limits = new TenantLimits(Defaults(), _clock);
        Assert.Equal(9, limits.Admit(Request()).Requests!.Remaining);

        Change(limits, requests: 3);
        var second = limits.Admit(Request());
        Assert.Equal((3L, 1L), (second.Requests!.Limit, second.Requests.Remaining));
        Assert.Equal((100L, 60L), (second.Tokens!.Limit, second.Tokens.Remaining));
    }

    [Fact]
    public void Change_BelowWhatWasUsed_RefusesUntilItIsThere()
    {
        var limits = new TenantLimits(Defaults(), _clock);
        for (var request = 0; request < 5; request++)
            limits.Admit(Request());

        Change(limits, requests: 2);
        Assert.Equal(Admission.RequestsPerMinute, limits.Admit(Request()).Outcome);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(Admission.Admitted, limits.Admit(Request()).Outcome);
    }

    [Fact]
    public void Change_WhileARequestRuns_LosesNoRefund()
    {
        var limits = new TenantLimits(Defaults(), _clock);
        limits.Admit(Request());

        Change(limits, requests: 10);
        limits.Settle(new Settlement("chatcmpl-1", 0, "m", null, 0));
        Assert.Equal(0, limits.Reserved);
        Assert.Equal(80, limits.Admit(Request()).Tokens!.Remaining);
    }

    private static void Change(TenantLimits limits, long requests)
    {
        limits.Project.Set(new RateLimitRow { ProjectId = Project, Model = "m", RequestsPerMinute = requests, TokensPerMinute = 100 });
        limits.Change("m");
    }

    private AdmissionRequest Request() =>
        new() { ResponseId = $"chatcmpl-{++_ids}", Model = "m", InputTokens = 10, MaxOutputTokens = 10 };

    private static LimitsOptions Defaults() => new() { Project = new LimitOptions { RequestsPerMinute = 10, TokensPerMinute = 1_000 } };
}
