using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using TenantLLM.EndToEnd.Servers.Secrets;

namespace TenantLLM.EndToEnd.Servers;

/// <summary>A server that answers HTTP on loopback.</summary>
public abstract class HttpServer(ServerProcess process, string url) : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    public ServerProcess Process => process;

    /// <summary>Without a slash at its end.</summary>
    public string Url => url;

    /// <summary>A client with a connection pool of its own, which sends a key if one is given.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient(new SecretHandler()) { BaseAddress = new Uri(url), Timeout = StartPatience };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Waits until <c>/health/ready</c> answers with this status.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> WaitForHealthAsync(HttpStatusCode status = HttpStatusCode.OK)
    {
        var started = Stopwatch.StartNew();
        using var client = Client();
        while (await HealthAsync(client) != status)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended while it was waited for. It printed:\n{process.Tail}");
            if (started.Elapsed > StartPatience)
                throw new TimeoutException($"{url}/health/ready never answered {status}. The server printed:\n{process.Tail}");
            await Task.Delay(PollInterval, TimeProvider.System);
        }

        return started.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <returns>Null if nothing listens yet.</returns>
    private static async Task<HttpStatusCode?> HealthAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready");
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
