using System.Net;
using System.Net.Sockets;
using System.Text;
using TenantLLM.TestKit;

namespace TenantLLM.EndToEnd.Operations;

/// <summary>Where servers export to, and nothing is taken.</summary>
internal sealed class SickCollector : IAsyncDisposable
{
    private readonly TcpListener? _listener;
    private readonly List<TcpClient> _held = [];
    private readonly Task _loop = Task.CompletedTask;
    private readonly string _kind;

    /// <param name="kind"><c>down</c>: nobody listens. <c>silent</c>: takes connections and never answers. <c>refusing</c>: says no.</param>
    public SickCollector(string kind)
    {
        _kind = kind;
        Port = Ports.Free();
        if (kind == "down")
            return;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>Connections that were made to it.</summary>
    public int Connections { get; private set; }

    /// <summary>The variables that make a server export all it has to it, often.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{Port}",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = _kind == "silent" ? "grpc" : "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    private int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener?.Stop();
        await _loop;
        _held.ForEach(connection => connection.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener!.AcceptTcpClientAsync();
                Connections++;
                if (_kind == "silent")
                    _held.Add(connection);
                else
                    await RefuseAsync(connection);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private static async Task RefuseAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
            catch (IOException)
            {
                // It has gone.
            }
        }
    }
}
