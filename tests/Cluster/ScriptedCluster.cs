using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using TenantLLM.Grains;
using TenantLLM.Grains.Abstractions.Conversations;
using TenantLLM.Grains.Abstractions.Sessions;
using TenantLLM.Grains.Abstractions.StoredCompletions;
using TenantLLM.Grains.Abstractions.Tenants;
using TenantLLM.Inference.Models;
using TenantLLM.Storage;
using TenantLLM.TestKit;
using TenantLLM.TestKit.Databases;
using TenantLLM.TestKit.Decoding;

namespace TenantLLM.Cluster;

/// <summary>Two silos in memory over one database, with models that say what the test scripts.</summary>
internal sealed class ScriptedCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly InProcessTestCluster _cluster;

    private ScriptedCluster(TemporaryFolder folder, bool ownsFolder, InProcessTestCluster cluster)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        _cluster = cluster;
    }

    public IGrainFactory Grains => _cluster.Client;

    /// <param name="decoder">Makes the model of a silo.</param>
    /// <param name="folder">Where the database lies; null: one of the cluster's own.</param>
    /// <param name="settings">Beside those that name the model.</param>
    /// <param name="clock">The silos' clock; null: the system's.</param>
    public static async Task<ScriptedCluster> StartAsync(
        Func<ScriptedDecoder> decoder,
        TemporaryFolder? folder = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        TimeProvider? clock = null)
    {
        var root = folder ?? new TemporaryFolder();
        await File.WriteAllTextAsync(root.File("scripted.gguf"), "");
        var database = TestDatabase.Current.Settings(root);
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Configuration.AddInMemoryCollection(database);
            host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Models:0:Path"] = root.File("scripted.gguf"),
                ["Models:0:Backend"] = ScriptedBackend.Name,
            });
            host.Configuration.AddInMemoryCollection(settings ?? ImmutableDictionary<string, string?>.Empty);
            if (clock is not null)
                host.Services.AddSingleton(clock);
            host.Services.AddStorage();
            host.Services.AddSingleton<IDecoderFactory>(new ScriptedBackend(decoder));
            host.Services.AddGrains();
        });
        builder.ConfigureClient(client => client.Services.AddSingleton<IOutgoingGrainCallFilter, TargetsTenant>());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ScriptedCluster(root, folder is null, cluster);
    }

    public ISessionGrain Session(string project, string conversation) =>
        Grains.GetGrain<ISessionGrain>(new SessionKey(project, conversation).ToString());

    public IConversationGrain Conversation(string project = "proj_1", string session = "s1") =>
        Grains.GetGrain<IConversationGrain>(new SessionKey(project, session).ToString());

    public IStoredCompletionsGrain StoredCompletions(string project = "proj_1") => Grains.GetGrain<IStoredCompletionsGrain>(project);

    public ITenantGrain Tenant(string project) => Grains.GetGrain<ITenantGrain>(project);

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        if (_ownsFolder)
            _folder.Dispose();
    }
}
