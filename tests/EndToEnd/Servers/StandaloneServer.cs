using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using TenantLLM.EndToEnd.Servers.Secrets;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A Standalone process.</summary>
public sealed partial class StandaloneServer : HttpServer
{
    /// <summary>The admin key it is configured with.</summary>
    public const string AdminKey = "sk-admin-TestsOfTenantLLMUseThisAdminKey03bBIIe";

    private static readonly TimeSpan WelcomePatience = TimeSpan.FromSeconds(20);

    private StandaloneServer(ServerProcess process, string url)
        : base(process, url)
    {
    }

    /// <summary>The key it printed; empty unless it printed one.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Starts it for the first time in a folder, in Development, and waits until it serves and has printed its key.</summary>
    public static Task<StandaloneServer> StartAsync(string folder, params string[] settings) => StartAsync(folder, null, settings);

    /// <inheritdoc cref="StartAsync(string, string[])"/>
    public static async Task<StandaloneServer> StartAsync(
        string folder, IReadOnlyDictionary<string, string>? environment, params string[] settings)
    {
        var server = Launch(folder, environment, ["--environment", "Development", "--Administration:Key", AdminKey, .. settings]);
        try
        {
            await server.WaitForHealthAsync();
            server.Key = (await server.Process.StandardOutput.WaitForAsync(KeyPattern(), WelcomePatience)).Value;
            TestSecrets.AddCredential(server.Key);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing.</summary>
    public static StandaloneServer Launch(string folder, IReadOnlyDictionary<string, string>? environment, params string[] settings)
    {
        var url = $"http://127.0.0.1:{Ports.Free()}";
        return new StandaloneServer(ServerProcess.Start("Standalone", folder, ["--Urls", url, .. settings], environment), url);
    }

    /// <summary>A client that sends the printed key, and to the Administration API the admin key.</summary>
    public HttpClient TenantClient()
    {
        var client = new HttpClient(new AdminKeyHandler()) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    /// <summary>A client that sends the admin key.</summary>
    public HttpClient AdminClient() => Client(AdminKey);

    /// <summary>An API key anywhere in a text.</summary>
    [GeneratedRegex("sk-proj-[0-9A-Za-z]{38}")]
    internal static partial Regex KeyPattern();

    private sealed class AdminKeyHandler() : DelegatingHandler(new SecretHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.StartsWith("/v1/organization/", StringComparison.Ordinal))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
