using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace TenantLLM.Bench.Servers;

/// <summary>A plain client of <c>/v1/chat/completions</c>, the same for every server. Frames are noted as they come and read
/// when they are asked for: the client shares its cores with the servers.</summary>
internal sealed class ChatClient : IDisposable
{
    private const int BufferSize = 16 * 1024;

    /// <summary>llama-server closes a connection that was idle for five seconds, perhaps just as the next round begins on it.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);

    private readonly ServerProcess _server;
    private readonly HttpClient _http;

    public ChatClient(ServerProcess process, Uri server, string? key)
    {
        _server = process;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = IdleTimeout })
        {
            BaseAddress = server,

            // A request may wait behind a flood for minutes: that is what is measured.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <returns>The stream; what came of it until then where the token was cancelled after its first byte.</returns>
    /// <exception cref="InvalidDataException">It answered with an error, or not at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before anything came.</exception>
    public async Task<ChatStream> AskAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceMoreAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new InvalidDataException($"{failure.Message}; the server {_server.Describe()}", failure);
        }
    }

    public void Dispose() => _http.Dispose();

    // llama-server ends a connection after a hundred requests, perhaps just as the next is sent; its time is then taken anew.
    private async Task<ChatStream> ReadOnceMoreAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return await ReadAsync(request, cancellationToken);
        }
    }

    private async Task<ChatStream> ReadAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(request.Body().ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var error = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidDataException($"{message.RequestUri}: {response.StatusCode} {error}");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var reads = new List<(long Timestamp, int Bytes)>();
        var buffer = new byte[BufferSize];
        using var all = new MemoryStream(BufferSize);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                all.Write(buffer, 0, read);
                reads.Add((Stopwatch.GetTimestamp(), (int)all.Length));
                request.OnRead();
            }
        }
        catch (OperationCanceledException) when (reads.Count > 0)
        {
            // Whoever cancelled has seen enough.
        }

        return new ChatStream(started, all.GetBuffer().AsMemory(0, (int)all.Length), reads, Stopwatch.GetTimestamp());
    }
}
