using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using TenantLLM.EndToEnd.Servers;

namespace TenantLLM.EndToEnd.Http;

/// <summary>A TCP connection, for what HTTP clients cannot do: leave at once, or never read.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client;
    private readonly StringBuilder _received = new();
    private readonly byte[] _buffer = new byte[4096];

    private RawConnection(TcpClient client) => _client = client;

    /// <param name="server">The server to connect to.</param>
    /// <param name="receiveBuffer">Bytes the kernel keeps unread; 0: as it likes.</param>
    public static async Task<RawConnection> OpenAsync(HttpServer server, int receiveBuffer = 0)
    {
        var client = new TcpClient();
        if (receiveBuffer > 0)
            client.ReceiveBufferSize = receiveBuffer;
        var url = new Uri(server.Url);
        await client.ConnectAsync(url.Host, url.Port);
        return new RawConnection(client);
    }

    /// <summary>Sends a chat request.</summary>
    public Task SendChatAsync(string key, JsonObject request)
    {
        var body = request.ToJsonString();
        return SendTextAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {ChatCalls.Route} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
    }

    public async Task SendTextAsync(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads until a text has come.</summary>
    /// <returns>All that was received.</returns>
    public async Task<string> ReadUntilAsync(string text, TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        while (!_received.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (await ReadAsync(timeout.Token) == 0)
                throw new EndOfStreamException($"The server ended the connection before '{text}'. It sent:\n{_received}");
        }

        return _received.ToString();
    }

    /// <summary>Reads until a text has come that was not there yet.</summary>
    public async Task ReadUntilNewAsync(string text, TimeSpan patience)
    {
        _received.Clear();
        await ReadUntilAsync(text, patience);
    }

    /// <summary>Reads until the server ends the connection, properly or not.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            while (await ReadAsync(timeout.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset by the server.
        }

        return _received.ToString();
    }

    /// <summary>Leaves.</summary>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var count = await _client.GetStream().ReadAsync(_buffer, cancellationToken);
            _received.Append(Encoding.UTF8.GetString(_buffer, 0, count));
            return count;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"What was waited for never came. The server sent:\n{_received}");
        }
    }
}
