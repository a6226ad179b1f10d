using TenantLLM.Grains.Abstractions.Models;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Inference.Models;
using TenantLLM.TestKit.Decoding;
using Xunit;

namespace TenantLLM.Cluster;

/// <summary>Models that are loaded when a session asks for them.</summary>
public sealed class ModelTests
{
    private static readonly Dictionary<string, string?> FirstUse = new() { ["Models:0:Load"] = "FirstUse" };

    [Fact]
    public async Task Generate_ModelOfFirstUse_IsLoadedAndAnswers()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => ScriptedDecoder.Saying("ok"), settings: FirstUse);

        var before = await ListAsync(cluster);
        var updates = await GenerateAsync(cluster);

        Assert.Equal(("scripted", "tenantllm", ModelState.NotLoaded), (before.Id, before.Owner, before.State));
        Assert.Equal("ok", string.Concat(updates.Select(update => update.Text)));
    }

    [Fact]
    public async Task Generate_ModelThatCannotBeLoaded_IsUnavailableAndNeverAnException()
    {
        await using var cluster = await ScriptedCluster.StartAsync(() => throw new ModelLoadException("the file is truncated"), settings: FirstUse);

        var failure = Assert.Single(await GenerateAsync(cluster)).End!.Failure!;

        Assert.Equal(SessionFailureKind.Unavailable, failure.Kind);
        Assert.True(failure.RetryAfter > TimeSpan.Zero);
        Assert.DoesNotContain("truncated", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<ModelDescription> ListAsync(ScriptedCluster cluster) =>
        Assert.Single(await cluster.Grains.GetGrain<IModelCatalogueGrain>(IModelCatalogueGrain.Key).ListAsync());

    private static async Task<List<SessionUpdate>> GenerateAsync(ScriptedCluster cluster) =>
        await cluster.Session("proj_1", "conv_1").GenerateAsync(
            new SessionRequest { ResponseId = "a1", Model = "scripted", Prompt = new SessionPrompt.Conversation([new SessionMessage("user", "?")]), Temperature = 0 },
            default).ToListAsync();
}
