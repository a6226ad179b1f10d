using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster.Tenants;

public sealed class AdmissionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Admit_ManyAtOnce_NeverLetsThroughMoreThanThereIs()
    {
        await using var cluster = await StartAsync("ok");
        var tenant = cluster.Tenant("proj_1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(id => tenant.AdmitAsync(Asked($"a{id}", tokens: 100))));

        // A minute has 1000, and no test runs for the six seconds in which 100 more come.
        Assert.InRange(answers.Count(answer => answer.Outcome == Admission.Admitted), 10, 11);
    }

    [Fact]
    public async Task Generate_ToItsEnd_SettlesItsReservation()
    {
        await using var cluster = await StartAsync("1 2 3");
        var tenant = cluster.Tenant("proj_1");
        await tenant.AdmitAsync(Asked("a1", tokens: 500));
        Assert.Equal(500, await tenant.GetReservedTokensAsync());

        await cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a1"), default).ToListAsync();

        await UntilNothingIsReservedAsync(tenant);
        var left = (await tenant.AdmitAsync(Asked("a2", tokens: 0))).Tokens!.Remaining;
        Assert.InRange(left, 900, 999);
    }

    [Fact]
    public async Task Generate_ThatIsLeft_SettlesItsReservation()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Endless(), settings: Limits);
        var tenant = cluster.Tenant("proj_1");
        await tenant.EnsureCreatedAsync("one");
        await tenant.AdmitAsync(Asked("a1", tokens: 500));
        await foreach (var update in cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a1"), default))
        {
            if (update.Kind == SessionUpdateKind.TextDelta)
                break;
        }

        await UntilNothingIsReservedAsync(tenant);
    }

    [Fact]
    public async Task Generate_OfAModelThatIsNotThere_SettlesItsReservation()
    {
        await using var cluster = await StartAsync("ok");
        var tenant = cluster.Tenant("proj_1");
        await tenant.AdmitAsync(Asked("a1", tokens: 500));
        await cluster.Session("proj_1", "conv_1").GenerateAsync(Request("a1") with { Model = "none" }, default).ToListAsync();

        await UntilNothingIsReservedAsync(tenant);
    }

    private static IReadOnlyDictionary<string, string?> Limits { get; } = new Dictionary<string, string?>
    {
        ["Limits:Project:TokensPerMinute"] = "1000",
    };

    private static async Task<ScriptedCluster> StartAsync(string answer)
    {
        var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying(answer), settings: Limits);
        await cluster.Tenant("proj_1").EnsureCreatedAsync("one");
        return cluster;
    }

    private static async Task UntilNothingIsReservedAsync(ITenantGrain tenant)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await tenant.GetReservedTokensAsync() > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }

    private static AdmissionRequest Asked(string id, long tokens) => new()
    {
        ResponseId = id,
        Model = "scripted",
        InputTokens = tokens,
        MaxOutputTokens = 0,
    };

    private static SessionRequest Request(string id) => new()
    {
        ResponseId = id,
        Model = "scripted",
        Prompt = new SessionPrompt.Conversation([new SessionMessage("user", "Count")]),
        Temperature = 0,
    };
}
