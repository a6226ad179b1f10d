using System.Net;
using TenantLLM.Bench.Servers;

namespace TenantLLM.Bench.Tracing;

/// <summary>Takes what is exported over OTLP, and counts its bytes.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;
    private readonly string _url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
    private long _bytes;

    public SpanSink()
    {
        _listener.Prefixes.Add($"{_url}/");
        _listener.Start();
        _loop = TakeAsync();
    }

    /// <summary>What makes a server export every span here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
    };

    public long Bytes => Interlocked.Read(ref _bytes);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Interlocked.Add(ref _bytes, body.Length);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The run is over.
        }
    }
}
