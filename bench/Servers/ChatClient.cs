using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.Bench.SingleStream;

namespace TenantLLM.Bench.Servers;

/// <summary>A plain client of <c>/v1/chat/completions</c>, the same for every server. Frames are noted as they come and read
/// when all are there.</summary>
internal sealed class ChatClient : IDisposable
{
    private const int BufferSize = 64 * 1024;

    /// <summary>llama-server closes a connection that was idle for five seconds, perhaps just as the next round begins on it.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);

    private readonly ServerProcess _server;
    private readonly HttpClient _http;

    public ChatClient(ServerProcess process, Uri server, string? key)
    {
        _server = process;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = IdleTimeout }) { BaseAddress = server };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <param name="prompt">The prompt.</param>
    /// <param name="more">Members of the request this server alone is sent.</param>
    /// <exception cref="InvalidDataException">It answered with an error.</exception>
    public async Task<Answer> AnswerAsync(StreamPrompt prompt, JsonObject more)
    {
        try
        {
            return await ReadOnceMoreAsync(prompt, more);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new InvalidDataException($"{failure.Message}; the server {_server.Describe()}", failure);
        }
    }

    public void Dispose() => _http.Dispose();

    // llama-server ends a connection after a hundred requests, perhaps just as the next is sent; its time is then taken anew.
    private async Task<Answer> ReadOnceMoreAsync(StreamPrompt prompt, JsonObject more)
    {
        try
        {
            return await ReadAsync(prompt, more);
        }
        catch (HttpRequestException)
        {
            return await ReadAsync(prompt, more);
        }
    }

    private async Task<Answer> ReadAsync(StreamPrompt prompt, JsonObject more)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Body(prompt, more) };
        var clock = new AnswerClock();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            throw new InvalidDataException($"{request.RequestUri}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");

        await using var body = await response.Content.ReadAsStreamAsync();
        var reads = new List<(long Timestamp, int Bytes)>();
        var buffer = new byte[BufferSize];
        using var all = new MemoryStream(BufferSize);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            all.Write(buffer, 0, read);
            reads.Add((Stopwatch.GetTimestamp(), (int)all.Length));
        }

        return new ChatFrames(all.GetBuffer().AsMemory(0, (int)all.Length), reads).Answer(clock, Stopwatch.GetTimestamp());
    }

    private static StringContent Body(StreamPrompt prompt, JsonObject more)
    {
        var body = new JsonObject(more.DeepClone().AsObject().ToList().Select(Detached))
        {
            ["model"] = StandaloneServer.Model,
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
            ["temperature"] = 0,
            ["max_tokens"] = prompt.Tokens,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt.Text }),
        };
        return new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
    }

    private static KeyValuePair<string, JsonNode?> Detached(KeyValuePair<string, JsonNode?> member) => new(member.Key, member.Value?.DeepClone());
}
