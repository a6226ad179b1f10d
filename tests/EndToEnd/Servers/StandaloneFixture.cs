using TenantLLM.TestKit;
using Xunit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>One Standalone for all tests that only talk to it.</summary>
public sealed class StandaloneFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StandaloneServer Server { get; private set; } = null!;

    /// <summary>Sends the key.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await StandaloneServer.StartAsync(_folder.Root);
        Client = Server.TenantClient();
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
    }

    public void Dispose()
    {
        Client?.Dispose();
        _folder.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class StandaloneGroup : ICollectionFixture<StandaloneFixture>
{
    public const string Name = "Standalone";
}
